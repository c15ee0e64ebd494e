// SPDX-License-Identifier: Apache-2.0

mod allowance;
mod authorized;
mod evidence;
mod ingest;
mod monitors;
mod streams;
