// SPDX-License-Identifier: Apache-2.0

//! Locks' questions over TCP: each is a frame, and so is its answer. A frame is its length in 4 bytes,
//! little-endian, and so many bytes.
//!
//! There is no encryption: what is handed over is public and proves itself. What a lock asks says who is at
//! the door; where others listen the connection goes through a tunnel.

use std::{future::Future, io::ErrorKind, sync::Arc, time::Duration};

use samul_verifier::{
	limits::{MAX_QUESTION_BYTES, MAX_REASON_BYTES},
	wire::{Answer, Question},
};
use tokio::{
	io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
	net::{TcpListener, TcpStream},
	sync::{Mutex, Semaphore},
	time::{sleep, timeout, timeout_at, Instant},
};

use super::{Node, Told};
use crate::{Error, Result};

/// Most locks that are connected at once.
pub const MOST_LOCKS: usize = 256;
/// How long a lock may be silent, between questions or in the middle of one.
pub const IDLE: Duration = Duration::from_secs(60);
/// How long a lock that has just connected may be silent.
pub const FIRST_IDLE: Duration = Duration::from_secs(5);
/// How long the nodes may take for an answer, and a lock to read it.
pub const ANSWER_TIME: Duration = Duration::from_secs(30);
/// How long one node may take, from the connection on, before the next one is asked.
pub const NODE_TIME: Duration = Duration::from_secs(8);
/// How long a node that failed is asked after the others.
const REST: Duration = Duration::from_secs(10);

/// A node that may be asked.
struct Place {
	url: String,
	known: Mutex<Known>,
}

/// What is known of a node.
#[derive(Default)]
struct Known {
	/// The connection, if there is one.
	node: Option<Arc<Node>>,
	/// When it failed last, if it has not answered since.
	failed: Option<Instant>,
}

impl Place {
	/// Whether it failed a moment ago.
	async fn is_resting(&self) -> bool {
		let known = self.known.lock().await;
		known.failed.is_some_and(|failed| failed.elapsed() < REST)
	}

	/// The connection. Nobody waits for another one's attempt: of two that are made at once one is kept.
	async fn connected(&self) -> Result<Arc<Node>> {
		if let Some(node) = &self.known.lock().await.node {
			return Ok(Arc::clone(node));
		}
		let new = Arc::new(Node::connect(&self.url).await?);
		let mut known = self.known.lock().await;
		Ok(Arc::clone(known.node.get_or_insert(new)))
	}

	/// Note that it failed, and leave this connection, if there is one.
	async fn fail(&self, node: Option<&Arc<Node>>) {
		let mut known = self.known.lock().await;
		known.failed = Some(Instant::now());
		if let (Some(now), Some(node)) = (&known.node, node) {
			if Arc::ptr_eq(now, node) {
				known.node = None;
			}
		}
	}

	/// What it answers, for so long at most.
	async fn ask(&self, question: &Question, patience: Duration) -> Result<Told> {
		let until = Instant::now() + patience;
		let late = |_| Error::Connection(format!("{} takes too long", self.url));
		let connected = timeout_at(until, self.connected()).await.map_err(late);
		let node = match connected.and_then(|connected| connected) {
			Ok(node) => node,
			Err(error) => {
				self.fail(None).await;
				return Err(error);
			}
		};
		let told = timeout_at(until, super::answer(&node, question)).await;
		let told = told.map_err(late).and_then(|told| told);
		match &told {
			Ok(Told { is_late: true, .. }) | Err(Error::Connection(_)) => {
				self.fail(Some(&node)).await;
			}
			_ => self.known.lock().await.failed = None,
		}
		told
	}
}

/// The nodes that are asked, each if those before it can not tell. Connections are made when they are
/// needed, and anew when they have ended. A node that failed a moment ago, or stands still, is asked last.
pub struct Nodes {
	places: Vec<Place>,
	/// How long each may take.
	patience: Duration,
}

impl Nodes {
	/// Nodes by the URLs of their WebSockets, in the order in which they are asked.
	pub fn new(urls: impl IntoIterator<Item = String>) -> Self {
		let places = urls.into_iter().map(|url| Place {
			url,
			known: Mutex::default(),
		});
		Self {
			places: places.collect(),
			patience: NODE_TIME,
		}
	}

	/// In the order in which they are asked now.
	async fn in_order(&self) -> Vec<&Place> {
		let (mut fit, mut resting) = (Vec::new(), Vec::new());
		for place in &self.places {
			if place.is_resting().await {
				resting.push(place);
			} else {
				fit.push(place);
			}
		}
		fit.append(&mut resting);
		fit
	}

	/// What the first node answers that can, and does not stand still; if all stand still, what the first
	/// of those says.
	///
	/// # Errors
	///
	/// Those of the last node.
	pub async fn answer(&self, question: &Question) -> Result<Answer> {
		let places = self.in_order().await;
		first(&places, |place| place.ask(question, self.patience)).await
	}
}

/// What the first of these says that knows, and is not late; else of those that are late. None is asked
/// any more when there is no time left for it.
async fn first<'a, P, F>(places: &'a [P], ask: impl Fn(&'a P) -> F) -> Result<Answer>
where
	F: Future<Output = Result<Told>>,
{
	let since = Instant::now();
	let mut error = Error::usage("there is no node to ask");
	let mut late = None;
	for place in places {
		if since.elapsed() + NODE_TIME > ANSWER_TIME {
			break;
		}
		match ask(place).await {
			Ok(told) if !told.is_late => return Ok(told.answer),
			Ok(told) => late = late.or(Some(told.answer)),
			Err(why) => error = why,
		}
	}
	late.ok_or(error)
}

/// The next frame of at most so many bytes; none at the end.
async fn read_frame(
	stream: &mut (impl AsyncRead + Unpin),
	most: usize,
) -> std::io::Result<Option<Vec<u8>>> {
	let mut length = [0; 4];
	match stream.read_exact(&mut length).await {
		Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
		other => other?,
	};
	let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
	if length > most {
		return Err(std::io::Error::new(
			ErrorKind::InvalidData,
			"a frame is too long",
		));
	}
	let mut frame = vec![0; length];
	stream.read_exact(&mut frame).await?;
	Ok(Some(frame))
}

async fn write_frame(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
	let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
	stream
		.write_all(&[&length.to_le_bytes()[..], bytes].concat())
		.await?;
	stream.flush().await
}

/// Words that fit into an answer.
fn reason(error: &Error) -> Answer {
	let text = error.to_string();
	let mut end = text.len().min(MAX_REASON_BYTES);
	while !text.is_char_boundary(end) {
		end = end.saturating_sub(1);
	}
	Answer::Nothing(text.as_bytes().get(..end).unwrap_or_default().to_vec())
}

/// Answer a lock until it goes, is silent for so long (before its `first` question, and `then`), or says
/// what is no question.
async fn attend(
	stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
	nodes: &Nodes,
	first: Duration,
	then: Duration,
) -> std::io::Result<()> {
	let late = |_| std::io::Error::from(ErrorKind::TimedOut);
	let mut idle = first;
	while let Some(frame) = timeout(idle, read_frame(stream, MAX_QUESTION_BYTES))
		.await
		.map_err(late)??
	{
		let question = Question::decode(&frame)
			.map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error.to_string()))?;
		let answer = match timeout(ANSWER_TIME, nodes.answer(&question)).await {
			Ok(Ok(answer)) => answer,
			Ok(Err(error)) => reason(&error),
			Err(_) => reason(&Error::Connection("the nodes take too long".into())),
		};
		timeout(ANSWER_TIME, write_frame(stream, &answer.encode()))
			.await
			.map_err(late)??;
		idle = then;
	}
	Ok(())
}

/// Answer locks for ever. More than [`MOST_LOCKS`] at once wait until others go. `note` is told why a lock
/// was left.
///
/// # Errors
///
/// [`Error::Usage`] if the address can not be listened on.
pub async fn serve(
	listener: TcpListener,
	nodes: Nodes,
	note: impl Fn(String) + Send + Sync + 'static,
) -> Result<()> {
	let (nodes, note) = (Arc::new(nodes), Arc::new(note));
	let seats = Arc::new(Semaphore::new(MOST_LOCKS));
	loop {
		let seat = Arc::clone(&seats)
			.acquire_owned()
			.await
			.map_err(Error::usage)?;
		let (mut stream, from): (TcpStream, _) = match listener.accept().await {
			Ok(accepted) => accepted,
			// One that has gone again, or no more files for a moment.
			Err(error) => {
				note(format!("a lock could not be accepted: {error}"));
				sleep(Duration::from_millis(100)).await;
				continue;
			}
		};
		let (nodes, note) = (Arc::clone(&nodes), Arc::clone(&note));
		tokio::spawn(async move {
			let _ = stream.set_nodelay(true);
			if let Err(error) = attend(&mut stream, &nodes, FIRST_IDLE, IDLE).await {
				note(format!("{from}: {error}"));
			}
			drop(seat);
		});
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use samul_verifier::wire::Wanted;

	fn question() -> Question {
		Question {
			set_id: 1,
			number: 2,
			is_ended: false,
			wanted: Wanted::Changes,
		}
	}

	/// What a lock gets that sends this and goes.
	async fn said(bytes: &[u8]) -> (std::io::Result<()>, Vec<u8>) {
		let (mut lock, mut relay) = tokio::io::duplex(4096);
		lock.write_all(bytes).await.unwrap();
		lock.shutdown().await.unwrap();
		let result = attend(&mut relay, &Nodes::new([]), FIRST_IDLE, IDLE).await;
		drop(relay);
		let mut answers = Vec::new();
		lock.read_to_end(&mut answers).await.unwrap();
		(result, answers)
	}

	fn frame(bytes: &[u8]) -> Vec<u8> {
		[&(bytes.len() as u32).to_le_bytes()[..], bytes].concat()
	}

	#[tokio::test]
	async fn each_question_has_its_answer() {
		let twice = [frame(&question().encode()), frame(&question().encode())].concat();
		let (result, mut answers) = said(&twice).await;
		assert!(result.is_ok());
		for _ in 0..2 {
			let length = u32::from_le_bytes(answers[..4].try_into().unwrap()) as usize;
			let answer = Answer::decode(&answers[4..4 + length]).unwrap();
			let words = Answer::Nothing(b"there is no node to ask".to_vec());
			assert_eq!(answer, words);
			answers.drain(..4 + length);
		}
		assert!(answers.is_empty());
	}

	#[tokio::test]
	async fn what_is_no_question_ends_it() {
		for (bytes, kind) in [
			(frame(b"GET / HTTP/1.1"), ErrorKind::InvalidData),
			(b"GET / HTTP/1.1\r\n".to_vec(), ErrorKind::InvalidData),
			(vec![0xff; 4], ErrorKind::InvalidData),
			(vec![9, 0, 0, 0, 1], ErrorKind::UnexpectedEof),
		] {
			let (result, answers) = said(&bytes).await;
			assert_eq!(result.map_err(|error| error.kind()), Err(kind));
			assert!(answers.is_empty());
		}
		// One that says nothing.
		assert!(said(&[]).await.0.is_ok());
		assert!(said(&[1, 0]).await.0.is_ok());
	}

	/// Why a lock is left that sends this and then nothing.
	async fn silent(bytes: &[u8], first: u64, then: u64) -> std::io::Result<()> {
		let (mut lock, mut relay) = tokio::io::duplex(4096);
		lock.write_all(bytes).await.unwrap();
		let (first, then) = (Duration::from_millis(first), Duration::from_millis(then));
		let nodes = Nodes::new([]);
		let attended = attend(&mut relay, &nodes, first, then);
		let result = timeout(Duration::from_secs(10), attended).await.unwrap();
		drop(lock);
		result
	}

	#[tokio::test]
	async fn who_is_silent_is_left() {
		let question = frame(&question().encode());
		for (bytes, first, then) in [
			(&[8, 0, 0, 0, 1][..], 20, 60_000),
			(&[], 20, 60_000),
			// After the first question there is the other time.
			(&question, 60_000, 20),
		] {
			let result = silent(bytes, first, then).await;
			assert_eq!(
				result.map_err(|error| error.kind()),
				Err(ErrorKind::TimedOut)
			);
		}
	}

	#[tokio::test]
	async fn a_node_that_hangs_is_left_and_asked_last() {
		let hangs = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let refuses = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let url = |listener: &TcpListener| format!("ws://{}", listener.local_addr().unwrap());
		let urls = [url(&hangs), url(&refuses)];
		drop(refuses);
		let mut nodes = Nodes::new(urls.clone());
		nodes.patience = Duration::from_millis(200);
		// The system takes the connection, and nobody speaks.
		let hung = nodes.places[0].ask(&question(), nodes.patience).await;
		assert!(hung.unwrap_err().to_string().contains("takes too long"));
		let order = |places: Vec<&Place>| {
			let urls = places.iter().map(|place| place.url.clone());
			urls.collect::<Vec<_>>()
		};
		assert_eq!(
			order(nodes.in_order().await),
			[urls[1].clone(), urls[0].clone()]
		);
		// With the second one failed, too, all are asked as they were given.
		let error = nodes.answer(&question()).await.unwrap_err().to_string();
		assert!(error.contains("takes too long"), "{error}");
		assert_eq!(order(nodes.in_order().await), urls);
	}

	#[tokio::test]
	async fn a_node_that_stands_still_is_believed_last() {
		let told = |words: &str, is_late| {
			let answer = Answer::Nothing(words.as_bytes().to_vec());
			Some(Told { answer, is_late })
		};
		let said = |places: Vec<Option<Told>>| async move {
			let ask = |place: &Option<Told>| {
				let told = place.clone();
				async { told.ok_or_else(|| Error::Connection("gone".into())) }
			};
			match first(&places, ask).await {
				Ok(Answer::Nothing(words)) => String::from_utf8(words).unwrap(),
				other => format!("{other:?}"),
			}
		};
		let all = vec![told("a", true), None, told("b", false), told("c", false)];
		assert_eq!(said(all).await, "b");
		assert_eq!(
			said(vec![None, told("a", true), told("b", true)]).await,
			"a"
		);
		assert_eq!(said(vec![told("a", true), None]).await, "a");
		assert!(said(vec![None]).await.contains("gone"));
		assert!(said(vec![]).await.contains("no node"));
	}

	#[test]
	fn words_are_cut_where_letters_end() {
		let long = Error::NotThere("ä".repeat(200));
		let Answer::Nothing(words) = reason(&long) else {
			unreachable!()
		};
		assert_eq!(words.len(), MAX_REASON_BYTES);
		let odd = Error::NotThere(format!("a{}", "ä".repeat(200)));
		assert!(Answer::decode(&reason(&odd).encode()).is_ok());
	}
}
