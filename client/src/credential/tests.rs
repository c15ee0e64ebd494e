// SPDX-License-Identifier: Apache-2.0

use super::*;
use proptest::prelude::*;
use samul_primitives::claims::LATEST;

const GENESIS: [u8; 32] = [9; 32];
/// 2026-11-26T00:00:00Z.
const FROM: Moment = 1_795_651_200_000;
/// 2027-11-26T00:00:00.5Z.
const UNTIL: Moment = 1_827_187_200_500;
/// When the device was registered.
const REGISTERED: Moment = FROM - 1;

fn place() -> Place {
	Place {
		genesis: GENESIS,
		device: DeviceId(core::array::from_fn(|at| at as u8 + 1)),
		claim_type: 3,
		issuer: 7,
	}
}

fn statement(value: Option<ClaimValue>) -> Statement {
	Statement {
		place: place(),
		name: "Prüfung".into(),
		schema: Some("https://example.org/clearance.json".into()),
		value,
		from: FROM,
		until: Some(UNTIL),
	}
}

fn text_value(text: &str) -> Option<ClaimValue> {
	Some(ClaimValue::Text(
		text.as_bytes().to_vec().try_into().unwrap(),
	))
}

/// The credential of a level 2, with a known id.
fn credential() -> Credential {
	let id = "urn:uuid:00112233-4455-4677-8899-aabbccddeeff".into();
	Credential::with_id(id, &statement(Some(ClaimValue::Level(2)))).unwrap()
}

fn attestation(credential: &Credential, value: Option<ClaimValue>) -> Attestation {
	Attestation {
		registered: REGISTERED,
		from: FROM,
		until: Some(UNTIL),
		revoked: None,
		value,
		digest: credential.digest(),
	}
}

fn claim_type() -> ClaimType {
	ClaimType {
		id: 3,
		name: "Prüfung".into(),
		schema: Some("https://example.org/clearance.json".into()),
		kind: ValueKind::Level,
	}
}

/// The credential with another member in the place of one.
fn changed(pointer: &str, to: Value) -> Credential {
	let mut value = Value::Object(credential().0);
	*value.pointer_mut(pointer).unwrap() = to;
	match value {
		Value::Object(object) => Credential(object),
		_ => unreachable!(),
	}
}

fn exit_code<T: std::fmt::Debug>(result: Result<T>) -> u8 {
	result.unwrap_err().exit_code()
}

/// What Python's `json` and `hashlib` make of the same.
#[test]
fn the_canonical_form_and_its_hash_are_what_others_compute() {
	let genesis = "09".repeat(32);
	let expected = [
		r#"{"@context":["https://www.w3.org/ns/credentials/v2","#,
		r#""https://www.w3.org/ns/credentials/undefined-terms/v2"],"#,
		r#""credentialSchema":{"id":"https://example.org/clearance.json","type":"JsonSchema"},"#,
		r#""credentialStatus":{"id":"samul:GENESIS:attestation:"#,
		r#"0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20:3:7","#,
		r#""type":"SamulAttestationStatus"},"#,
		r#""credentialSubject":{"claim":{"claimType":3,"level":2,"name":"Prüfung"},"#,
		r#""id":"did:samul:4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw"},"#,
		r#""id":"urn:uuid:00112233-4455-4677-8899-aabbccddeeff","#,
		r#""issuer":"samul:GENESIS:member:7","#,
		r#""type":["VerifiableCredential","SamulAttestation"],"#,
		r#""validFrom":"2026-11-26T00:00:00Z","validUntil":"2027-11-26T00:00:00.5Z"}"#,
	]
	.concat()
	.replace("GENESIS", &genesis);
	assert_eq!(credential().canonical(), expected);
	assert_eq!(
		hex::encode(credential().digest()),
		"6b7833b7ee9630e22c1cc36324a9644873151a944dfeb2a08e5ccdc13b47161f"
	);
}

#[test]
fn a_file_is_read_back_however_it_is_laid_out() {
	let issued = credential();
	let read = Credential::parse(issued.to_json().as_bytes()).unwrap();
	assert_eq!(read, issued);
	assert_eq!(read.digest(), issued.digest());
	assert_eq!(
		read.statement().unwrap(),
		statement(Some(ClaimValue::Level(2)))
	);
	assert_eq!(exit_code(Credential::parse(b"{\"level\":2.5}")), 2);
}

#[test]
fn every_kind_of_value_comes_back() {
	for value in [
		None,
		Some(ClaimValue::Level(u32::MAX)),
		Some(ClaimValue::Moment(0)),
		Some(ClaimValue::Moment(LATEST)),
		text_value("a \"quoted\" word\n"),
	] {
		let issued = Credential::issue(&statement(value.clone())).unwrap();
		let read = Credential::parse(issued.to_json().as_bytes()).unwrap();
		assert_eq!(read.statement().unwrap(), statement(value));
	}
	// What has no form in a credential is not issued.
	let never = Some(ClaimValue::Moment(Moment::MAX));
	assert_eq!(exit_code(Credential::issue(&statement(never))), 2);
	let no_text = ClaimValue::Text(vec![0xff].try_into().unwrap());
	assert_eq!(exit_code(Credential::issue(&statement(Some(no_text)))), 2);
}

#[test]
fn no_two_credentials_have_one_hash() {
	let hidden = || Credential::issue(&statement(None)).unwrap();
	let (one, other) = (hidden(), hidden());
	assert_ne!(one.digest(), other.digest());
	let id = one.0.get("id").unwrap().as_str().unwrap().to_owned();
	let parts: Vec<_> = id.strip_prefix("urn:uuid:").unwrap().split('-').collect();
	assert_eq!(
		parts.iter().map(|part| part.len()).collect::<Vec<_>>(),
		[8, 4, 4, 4, 12]
	);
	assert!(parts[2].starts_with('4') && "89ab".contains(&parts[3][..1]));
}

#[test]
fn a_proof_of_the_issuer_is_not_hashed() {
	let mut signed = credential();
	signed.0.insert("proof".into(), json!({"proofValue": "z5"}));
	assert_eq!(signed.digest(), credential().digest());
	assert!(signed.to_json().contains("proofValue"));
}

#[test]
fn what_is_not_of_the_form_is_refused() {
	let genesis = "09".repeat(32);
	for (pointer, wrong) in [
		(
			"/@context/0",
			json!("https://www.w3.org/2018/credentials/v1"),
		),
		("/@context", json!("https://www.w3.org/ns/credentials/v2")),
		("/type", json!(["VerifiableCredential"])),
		("/type", json!("SamulAttestation")),
		("/issuer", json!("did:web:example.org")),
		("/issuer", json!(format!("samul:{genesis}:member:07"))),
		("/issuer", json!(format!("samul:{genesis}:member:+7"))),
		("/issuer", json!("samul:09:member:7")),
		("/validFrom", json!(FROM)),
		("/validFrom", json!("2026-11-26T00:00:00")),
		("/validFrom", json!("2026-11-26T00:00:00.0001Z")),
		("/validFrom", json!("2026-11-26T00:00:00Z[UTC]")),
		("/validFrom", json!("1926-11-26T00:00:00Z")),
		("/validUntil", json!(null)),
		("/credentialSubject", json!([])),
		("/credentialSubject/id", json!("did:key:z6Mk")),
		("/credentialSubject/id", json!("did:samul:0OIl")),
		("/credentialSubject/id", json!("did:samul:11")),
		("/credentialSubject/claim/claimType", json!(-1)),
		("/credentialSubject/claim/claimType", json!(4)),
		("/credentialSubject/claim/level", json!("2")),
		("/credentialSubject/claim/level", json!(1u64 << 32)),
		(
			"/credentialSubject/claim",
			json!({"claimType": 3, "name": "Prüfung", "level": 2, "text": "2"}),
		),
		(
			"/credentialSubject/claim",
			json!({"claimType": 3, "level": 2}),
		),
		(
			"/credentialSubject/claim",
			json!({"claimType": 3, "name": "", "text": "x".repeat(65)}),
		),
		(
			"/credentialSubject/claim",
			json!({"claimType": 3, "name": "", "moment": 5}),
		),
		("/credentialStatus", json!(null)),
		("/credentialStatus/type", json!("BitstringStatusListEntry")),
		(
			"/credentialStatus/id",
			json!(format!("samul:{genesis}:attestation:0x:3:7")),
		),
		("/credentialSchema/type", json!("JsonSchemaCredential")),
		("/credentialSchema/id", json!(7)),
	] {
		let credential = changed(pointer, wrong.clone());
		assert_eq!(exit_code(credential.statement()), 2, "{pointer}: {wrong}");
	}
	// An issuer may be described.
	let described = json!({"id": format!("samul:{genesis}:member:7"), "name": "Laboratory"});
	assert!(changed("/issuer", described).statement().is_ok());
	// A time has many forms.
	let elsewhere = changed("/validFrom", json!("2026-11-26T02:00:00.000+02:00"));
	assert_eq!(elsewhere.statement().unwrap().from, FROM);
}

#[test]
fn what_is_attested_is_what_the_credential_says() {
	let credential = credential();
	let to_attest = |disclose| credential.to_attest(&GENESIS, 7, &claim_type(), disclose, FROM);
	let expected = ToAttest {
		device: place().device,
		claim_type: 3,
		value: Some(ClaimValue::Level(2)),
		digest: credential.digest(),
		from: FROM,
		until: Some(UNTIL),
	};
	assert_eq!(to_attest(true).unwrap(), expected);
	let hidden = ToAttest {
		value: None,
		..expected
	};
	assert_eq!(to_attest(false).unwrap(), hidden);
}

#[test]
fn what_would_be_attested_wrongly_is_not() {
	let refused = |genesis: [u8; 32], issuer, claim_type: ClaimType, now| {
		let result = credential().to_attest(&genesis, issuer, &claim_type, true, now);
		assert_eq!(exit_code(result), 2);
	};
	refused([8; 32], 7, claim_type(), FROM);
	refused(GENESIS, 8, claim_type(), FROM);
	refused(GENESIS, 7, claim_type(), UNTIL + 1);
	let of = |change: fn(&mut ClaimType)| {
		let mut other = claim_type();
		change(&mut other);
		refused(GENESIS, 7, other, FROM);
	};
	of(|other| other.id = 4);
	of(|other| other.name = "Probe".into());
	of(|other| other.schema = None);
	of(|other| other.kind = ValueKind::Text);
	let never = changed("/validFrom", json!("2028-01-01T00:00:00Z"));
	let result = never.to_attest(&GENESIS, 7, &claim_type(), true, FROM);
	assert_eq!(exit_code(result), 2);
}

#[test]
fn a_credential_is_checked_by_what_the_chain_holds() {
	let credential = credential();
	let level = |level| Some(ClaimValue::Level(level));
	let good = attestation(&credential, level(2));
	let check = |attestation: &Attestation| credential.check(&place(), attestation);
	assert_eq!(check(&good).unwrap(), statement(level(2)));
	assert!(check(&attestation(&credential, None)).is_ok());

	let refused = |change: fn(&mut Attestation)| {
		let mut other = good.clone();
		change(&mut other);
		assert_eq!(exit_code(check(&other)), 4);
	};
	refused(|other| other.digest = [0; 32]);
	refused(|other| other.from += 1);
	refused(|other| other.until = None);
	refused(|other| other.value = Some(ClaimValue::Level(3)));
	refused(|other| other.value = Some(ClaimValue::Moment(2)));

	let elsewhere = |change: fn(&mut Place)| {
		let mut other = place();
		change(&mut other);
		assert_eq!(exit_code(credential.check(&other, &good)), 4);
	};
	elsewhere(|other| other.genesis = [8; 32]);
	elsewhere(|other| other.device = DeviceId([1; 32]));
	elsewhere(|other| other.claim_type = 4);
	elsewhere(|other| other.issuer = 8);
}

#[test]
fn a_credential_is_accepted_while_it_holds() {
	let credential = credential();
	// The chain has not the value: the credential's counts.
	let hidden = attestation(&credential, None);
	let accept = |attestation: &Attestation, registered, at, minimum| {
		credential.accept(&place(), attestation, registered, at, minimum)
	};
	let known = Some(REGISTERED);
	assert!(accept(&hidden, known, FROM, Some(2)).is_ok());
	assert_eq!(exit_code(accept(&hidden, known, FROM, Some(3))), 4);
	assert_eq!(exit_code(accept(&hidden, known, FROM - 1, None)), 4);
	assert_eq!(exit_code(accept(&hidden, known, UNTIL + 1, None)), 4);
	assert_eq!(exit_code(accept(&hidden, None, FROM, None)), 4);
	let revoked = Attestation {
		revoked: Some(UNTIL),
		..hidden
	};
	assert_eq!(exit_code(accept(&revoked, known, FROM, None)), 4);
}

proptest! {
	/// Whatever is changed of a file, it is not accepted for what was attested.
	#[test]
	fn no_other_file_passes(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
		let credential = credential();
		let attested = attestation(&credential, None);
		let mut file = credential.to_json().into_bytes();
		let place_in_file = at.index(file.len());
		file[place_in_file] = byte;
		if let Ok(other) = Credential::parse(&file) {
			let same = other == credential;
			prop_assert_eq!(other.check(&place(), &attested).is_ok(), same);
		}
	}

	#[test]
	fn identifiers_of_devices_come_back(id in any::<[u8; 32]>(), zeros in 0usize..33) {
		let mut id = id;
		id[..zeros].fill(0);
		let did = device_did(&DeviceId(id));
		prop_assert_eq!(parse_device_did(&did).unwrap(), DeviceId(id));
		let longer = did.replace("samul:", "samul:1");
		prop_assert!(parse_device_did(&longer).is_err());
	}
}
