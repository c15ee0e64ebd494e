// SPDX-License-Identifier: Apache-2.0

//! What a reader may ask.

use alloc::vec::Vec;
use codec::Codec;
use samul_primitives::{
	access::{Allowed, Denied, Permissions, ResourceId, RightId, Subject},
	mmr::Hash,
	DeviceId, Moment,
};

use crate::types::{AttachedInfo, Resource, RightInfo};

sp_api::decl_runtime_apis! {
	/// Reads of resources and rights.
	pub trait AccessRightsApi<AccountId>
	where
		AccountId: Codec,
	{
		/// Whether a subject may do something on a resource at a time, the block's if none is named; by
		/// the right that lasts longest. If not: why the newest of its rights does not allow it.
		fn may_access(
			subject: Subject,
			resource: ResourceId,
			permission: Permissions,
			at: Option<Moment>,
		) -> Result<Allowed, Denied>;

		/// Whether a subject may do something on a resource by one of its rights at a time, the block's
		/// if none is named.
		fn may_access_by(
			subject: Subject,
			resource: ResourceId,
			right: RightId,
			permission: Permissions,
			at: Option<Moment>,
		) -> Result<Allowed, Denied>;

		/// The resource of this number.
		fn resource(resource: ResourceId) -> Option<Resource<AccountId>>;

		/// The receipts of a resource: how many, and the peaks of their Merkle mountain range.
		fn entries(resource: ResourceId) -> (u64, Vec<Hash>);

		/// The devices of a resource, in the order of the database: those after `after`, at most `limit`
		/// and 100.
		fn devices_of(
			resource: ResourceId,
			after: Option<DeviceId>,
			limit: u32,
		) -> Vec<AttachedInfo>;

		/// The resources that a device guards or belongs to, in the order of the database: those after
		/// `after`, at most `limit` and 100.
		fn resources_of(
			device: DeviceId,
			after: Option<ResourceId>,
			limit: u32,
		) -> Vec<ResourceId>;

		/// The rights on a resource, in the order of the database: those after `after`, at most `limit`
		/// and 100.
		fn rights_on(
			resource: ResourceId,
			after: Option<(Subject, RightId)>,
			limit: u32,
		) -> Vec<RightInfo<AccountId>>;

		/// The rights of a subject on a resource, by number: at most `MaxRights`.
		fn rights_of(subject: Subject, resource: ResourceId) -> Vec<RightInfo<AccountId>>;

		/// The storage keys of the values by which a lock decides on a right: those of the resource and
		/// the zones around it, outwards; of the right and what it was delegated from; of the devices that
		/// have these; and of what must be attested.
		fn proof_keys(
			resource: ResourceId,
			subject: Subject,
			right: RightId,
		) -> Result<Vec<Vec<u8>>, Denied>;
	}
}
