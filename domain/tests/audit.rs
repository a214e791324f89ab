//! The audit's chain: no change, gap or swap goes unseen; and what may stand in an entry.

use std::collections::BTreeSet;

use domain::account::Role;
use domain::audit::{
    Act, AuditHash, AuditRecord, Chain, ChainFault, ChainedRecord, Changes, FaultKind, Field, Network, Noun, Published,
    kept_since,
};
use domain::time::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

fn record(id: i64, words: &[String; 5]) -> AuditRecord {
    let [actor, act, subject, network, detail] = words.clone();
    AuditRecord { id, at: Timestamp::from_microseconds(id * 7), actor, act, subject, network, detail }
}

/// Entries 1 to `contents.len()`, chained.
fn chained(contents: &[[String; 5]]) -> Vec<ChainedRecord> {
    let mut previous = AuditHash::BEGINNING;
    (1..)
        .zip(contents)
        .map(|(id, words)| {
            let record = record(id, words);
            let hash = record.hash(&previous);
            let link = ChainedRecord { record, previous, hash };
            previous = hash;
            link
        })
        .collect()
}

/// What a walk from the beginning to the head that was kept apart finds.
fn walked(links: &[ChainedRecord], head: &ChainedRecord) -> Result<(), ChainFault> {
    let mut chain = Chain::after(0, AuditHash::BEGINNING);
    links.iter().try_for_each(|link| chain.follow(link))?;
    chain.end(head.record.id, head.hash)
}

fn contents() -> impl Strategy<Value = Vec<[String; 5]>> {
    prop::collection::vec(prop::array::uniform5("[a-z0-9{}]{0,4}"), 2..12)
}

proptest! {
    #[test]
    fn a_chain_that_nobody_touched_is_whole(contents in contents()) {
        let links = chained(&contents);
        prop_assert_eq!(walked(&links, &links[links.len() - 1]), Ok(()));
    }

    #[test]
    fn a_changed_field_is_found_at_its_entry(contents in contents(), at: prop::sample::Index, field in 0..6_usize) {
        let mut links = chained(&contents);
        let head = links[links.len() - 1].clone();
        let at = at.index(links.len());
        let record = &mut links[at].record;
        match field {
            0 => record.actor.push('x'),
            1 => record.act.push('x'),
            2 => record.subject.push('x'),
            3 => record.network.push('x'),
            4 => record.detail.push('x'),
            _ => record.at = record.at.plus_seconds(1),
        }
        let entry = links[at].record.id;
        prop_assert_eq!(walked(&links, &head), Err(ChainFault { entry, kind: FaultKind::Changed }));
    }

    #[test]
    fn whoever_hashes_a_changed_entry_anew_is_found_at_the_next_or_by_the_head(contents in contents(), at: prop::sample::Index) {
        let mut links = chained(&contents);
        let head = links[links.len() - 1].clone();
        let at = at.index(links.len());
        links[at].record.subject.push('x');
        links[at].hash = links[at].record.hash(&links[at].previous);
        prop_assert!(walked(&links, &head).is_err());
    }

    #[test]
    fn a_missing_entry_is_named_wherever_it_stood(contents in contents(), at: prop::sample::Index) {
        let mut links = chained(&contents);
        let head = links[links.len() - 1].clone();
        let removed = links.remove(at.index(links.len()));
        let entry = removed.record.id;
        prop_assert_eq!(walked(&links, &head), Err(ChainFault { entry, kind: FaultKind::Missing }));
    }

    #[test]
    fn entries_that_have_changed_places_are_found(contents in contents(), at: prop::sample::Index) {
        let mut links = chained(&contents);
        let head = links[links.len() - 1].clone();
        let at = at.index(links.len() - 1);
        links.swap(at, at + 1);
        prop_assert!(walked(&links, &head).is_err());
        // And with each other's numbers, which is what somebody would do who wants to hide it.
        let (one, other) = (links[at].record.id, links[at + 1].record.id);
        (links[at].record.id, links[at + 1].record.id) = (other, one);
        let entry = other;
        prop_assert_eq!(walked(&links, &head), Err(ChainFault { entry, kind: FaultKind::Changed }));
    }

    #[test]
    fn no_byte_moves_from_one_field_to_the_next_unseen(words in prop::array::uniform5("[a-z]{1,4}"), field in 0..4_usize) {
        let one = record(1, &words);
        let mut moved = words.clone();
        let sign = moved[field].pop().expect("it has one");
        moved[field + 1].insert(0, sign);
        let other = record(1, &moved);
        prop_assert_ne!(one.hash(&AuditHash::BEGINNING), other.hash(&AuditHash::BEGINNING));
    }

    #[test]
    fn a_hash_is_read_back_from_its_digits(bytes: [u8; 32]) {
        let hash = AuditHash::from_bytes(bytes);
        prop_assert_eq!(AuditHash::parse(&hash.to_string()), Some(hash));
    }
}

#[test]
fn an_entrys_hash_is_the_documented_one() {
    let words = ["operator", "event.added", "KT4-XW2M", "", "{}"].map(str::to_owned);
    // Reckoned by another program from the documentation of `chain`.
    let expected = "34f32a5920c6b810e7318f736908f67a2215abbd82ae748f71d0ecf85cc82a76";
    let hash = record(1, &words).hash(&AuditHash::BEGINNING).to_string();
    assert_eq!(hash, expected);
}

#[test]
fn every_act_and_field_has_a_word_of_its_own() {
    let acts: BTreeSet<&str> = Act::ALL.iter().map(|act| act.slug()).collect();
    assert_eq!(acts.len(), Act::ALL.len());
    assert!(Act::ALL.iter().all(|act| Act::from_slug(act.slug()) == Some(*act)));
    assert!(Act::ALL.iter().all(|act| act.noun().acts().contains(act)));
    assert!(Noun::ALL.iter().all(|noun| Noun::from_slug(noun.slug()) == Some(*noun)));
    assert!(Field::ALL.iter().all(|field| Field::from_slug(field.slug()) == Some(*field)));
    assert_eq!(Act::from_slug("registration.eaten"), None);
}

#[test]
fn changes_tell_what_is_and_what_became_and_nothing_that_stayed() {
    let changes = Changes::NONE
        .changed(Field::Capacity, &Some(40_u32), &None)
        .changed(Field::Role, &Role::Expert, &Role::Expert)
        .changed(Field::Title, &Published("前"), &Published("後"))
        .with(Field::Count, &3_u32)
        .with(Field::Count, &4_u32)
        .published("venue.access", Published("駅から5分"), Published("駅から6分"));
    let json = serde_json::to_string(&changes).expect("it is written");
    assert_eq!(
        json,
        r#"{"capacity":[40,null],"title":["前","後"],"count":4,"venue.access":["駅から5分","駅から6分"]}"#
    );
    assert!(Changes::NONE.is_empty() && !changes.is_empty());
}

#[test]
fn of_an_address_only_its_network_is_kept() {
    for (address, network) in [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
    ] {
        assert_eq!(Network::of(address.parse().expect("an address")).to_string(), network);
    }
}

#[test]
fn an_entry_is_kept_for_twelve_months() {
    let now = Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0));
    assert_eq!(kept_since(now), Timestamp::from_tokyo(date(2025, 11, 1).at(0, 0, 0, 0)));
}
