// SPDX-License-Identifier: Apache-2.0

mod compromise;
mod endorsement;
mod free_calls;
mod keys;
mod layout;
mod lifecycle;
mod methods;
mod models;
mod parts;
mod random;
mod recovery;
mod registration;
mod services;
mod transfer;
