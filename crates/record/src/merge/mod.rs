//! Which claims tell of the same event: a pure function of the set of claims.
//!
//! The partition depends on nothing but the set, so it is free of order, of repeats, and of how the claims were
//! split over shards: whatever is merged in whatever order, the record comes out the same. It also falls apart over
//! linked claims ([`Verdict::Same`], directly or through others), so that a store need look only at those.

mod blend;
mod cluster;
mod days;
mod fact;
mod same;

pub use blend::{Member, blend};
pub use cluster::{Bonds, cluster};
pub(crate) use fact::{APART, AROUND};
pub use fact::{Fact, Party, Said, Slot};
pub use same::{Verdict, may_be_one, same, same_people};
