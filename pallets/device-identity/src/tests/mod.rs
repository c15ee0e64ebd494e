// SPDX-License-Identifier: Apache-2.0

mod keys;
mod lifecycle;
mod registration;
mod transfer;
