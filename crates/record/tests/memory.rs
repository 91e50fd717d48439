//! What taking in reports holds in memory, however many claims the record has of their events.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::Record;
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Events that are told again and again.
const EVENTS: usize = 24;
/// Reports of each.
const TOLD: usize = 150;

/// The `nth` report of an event; events lie months apart, so that they have nothing to do with each other.
fn told(event: usize, nth: usize) -> (Document, Reading) {
    let day = format!("{}-{:02}-05", 2000 + event / 4, 1 + event % 4 * 3);
    let claim = claim("host", "CHN/Xi Jinping", "RUS/Vladimir Poetin", &day);
    report(&format!("{event}-{nth}"), &day, vec![claim])
}

/// Bytes at the most while reports come in, beside those that were there before.
fn held(record: &mut Record, reports: &[(Document, Reading)]) -> usize {
    HEAP.reset_peak_usage();
    let before = HEAP.current_usage();
    add(record, reports);
    HEAP.peak_usage() - before
}

/// A batch that tells of many events holds the claims of one of them at a time, as one that tells of one does; of the
/// others it remembers where to find what they say.
#[test]
fn events_that_a_batch_tells_of_are_settled_one_by_one() {
    let mut record = Record::in_memory().expect("record");
    for event in 0..EVENTS {
        add(&mut record, &(0..TOLD).map(|nth| told(event, nth)).collect::<Vec<_>>());
    }
    assert_eq!(record.counts().expect("counts").events, EVENTS as u64);
    let of_one: Vec<_> = (0..EVENTS).map(|n| told(0, TOLD + n)).collect();
    let of_all: Vec<_> = (0..EVENTS).map(|e| told(e, 2 * TOLD)).collect();
    let (one, all) = (held(&mut record, &of_one), held(&mut record, &of_all));
    let remembered = EVENTS * TOLD * 128;
    assert!(all < one + remembered, "{all} bytes for {EVENTS} events, {one} for one");
}
