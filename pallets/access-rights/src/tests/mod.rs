// SPDX-License-Identifier: Apache-2.0

mod approvals;
mod delegating;
mod devices;
mod entries;
mod free_calls;
mod granting;
mod leases;
mod model;
mod ownership;
mod readers;
mod removing;
mod resources;
mod selling;
mod sequences;
mod storage_keys;
mod withdrawing;
mod zones;
