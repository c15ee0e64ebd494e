// SPDX-License-Identifier: Apache-2.0

mod accounts;
mod header;
mod members;
mod motions;
mod origins;
mod pauses;
mod sessions;
mod sponsorship;
mod standing;
mod validators;
