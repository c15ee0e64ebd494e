// SPDX-License-Identifier: Apache-2.0

mod attesting;
mod claim_types;
mod readers;
mod removing;
mod revoking;
mod sequences;
mod storage_key;
