// SPDX-License-Identifier: Apache-2.0

mod agenda;
mod endings;
mod escrow;
mod goods;
mod handover;
mod proposal;
mod readers;
mod reckoning;
