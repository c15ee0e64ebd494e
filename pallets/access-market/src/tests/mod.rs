// SPDX-License-Identifier: Apache-2.0

mod arithmetic;
mod buying;
mod charging;
mod claims;
mod following;
mod meters;
mod payment;
mod readers;
mod returning;
mod sequences;
mod tariffs;
