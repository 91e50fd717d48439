//! The pages, a file each: a view as plain data, how it is asked for, and how it looks.

pub mod actor;
pub mod actors;
pub mod add;
pub mod claim;
pub mod correct;
pub mod corrections;
pub mod event;
pub mod events;
pub mod filter;
pub mod form;
pub mod interface;
pub mod login;
pub mod marks;
pub mod network;
pub mod overview;
pub mod pair;
pub mod period;
pub mod report;
pub mod reports;
pub mod review;
pub mod search;
pub mod states;
pub mod timeline;
pub mod understand;
pub mod upload;
