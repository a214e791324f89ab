//! Accounts: passwords, codes, links, sessions, and the one rule that the desk cannot lock itself out.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use domain::account::{
    Account, AccountChange, AccountField, AccountId, AccountLink, AccountRefusal, Actor, Door, Duty, DutyForm,
    InviteForm, OneTimeCode, OneTimeSecret, OneTimeStep, Password, PasswordContext, PasswordProblem, RecoveryCode,
    Role, SessionRule, is_fresh, may_change,
};
use domain::contact::EmailAddress;
use domain::event::EventId;
use domain::input::FieldError;
use domain::language::Language;
use domain::person::PersonName;
use domain::time::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_microseconds(seconds * 1_000_000)
}

fn email() -> EmailAddress {
    EmailAddress::parse("megumi.tanabe@soumu.example.jp").unwrap()
}

fn choose(text: &str, has_second_factor: bool) -> Result<Password, PasswordProblem> {
    let email = email();
    Password::choose(text, PasswordContext { email: &email, name: "田辺 めぐみ", has_second_factor })
}

#[test]
fn a_password_is_long_enough_or_has_a_second_factor_behind_it() {
    assert_eq!(choose("", false), Err(PasswordProblem::Required));
    assert_eq!(choose("kx7-mp4rt-wq", false), Err(PasswordProblem::TooShort { min: 15 }));
    assert!(choose("kx7-mp4rt-wq", true).is_ok());
    assert_eq!(choose("kx7-mp4", true), Err(PasswordProblem::TooShort { min: 8 }));
    assert!(choose("三毛猫 と 急行列車 と 醤油の瓶", false).is_ok(), "characters count, not bytes");
    assert_eq!(choose(&"x1y2z3w4".repeat(33), false), Err(PasswordProblem::TooLong { max: 256 }));
    assert_eq!(choose(&"あ".repeat(5_000), false), Err(PasswordProblem::TooLong { max: 256 }));
}

#[test]
fn what_a_guesser_tries_first_is_refused() {
    for common in [
        "password2026!",
        "P@ssw0rd123",
        "sakura-sakura",
        "Sunshine2026",
        "iloveyou1234",
        "12345678901234567890",
        "qwertyuiopasdfgh",
        "abcdefghijklmnop",
        "aaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "1984-05-12",
        "ｐａｓｓｗｏｒｄ２０２６",
        "1q2w3e4r",
        "passwordpassword",
        "welcome-tokyo-2026",
    ] {
        assert_eq!(choose(common, true), Err(PasswordProblem::Common), "{common}");
    }
    for personal in
        ["megumi.tanabe2026", "telework-network", "Tanabe20261201", "テレワークサポート１２", "soumu.example.jp"]
    {
        assert_eq!(choose(personal, true), Err(PasswordProblem::Personal), "{personal}");
    }
    for good in
        ["copper lantern drifts sideways", "vR9$kq2-Lw", "まるい石を三つ川に流した", "sakura drinks pepper at dawn"]
    {
        assert!(choose(good, true).is_ok(), "{good}");
    }
}

#[test]
fn two_keyboards_that_compose_letters_differently_give_one_password() {
    assert_eq!(Password::typed("か\u{3099}く"), Password::typed("がく"));
    assert_ne!(Password::typed("Ａ"), Password::typed("A"), "nothing else is mended");
    assert_eq!(format!("{:?}", Password::typed("geheim").unwrap()), "Password(…)");
}

/// RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
#[test]
fn one_time_codes_are_those_of_the_standard() {
    let secret = OneTimeSecret::from_random(*b"12345678901234567890");
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(secret.code(OneTimeStep::at(at(seconds))).to_string(), code);
    }
    assert_eq!(secret.to_base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_eq!(
        secret.to_uri("支援 局", "a+b@example.jp"),
        "otpauth://totp/%E6%94%AF%E6%8F%B4%20%E5%B1%80:a%2Bb%40example.jp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=%E6%94%AF%E6%8F%B4%20%E5%B1%80"
    );
}

#[test]
fn a_code_is_read_in_any_width_and_nothing_else_is_one() {
    let secret = OneTimeSecret::from_random([9; 20]);
    let code = secret.code(OneTimeStep(1));
    let shown = code.to_string();
    let wide: String = shown.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap()).collect();
    for typed in [shown.clone(), wide, format!(" {} {} ", &shown[..3], &shown[3..])] {
        assert_eq!(OneTimeCode::parse(&typed), Ok(code));
    }
    assert_eq!(OneTimeCode::parse(" "), Err(FieldError::Required));
    for wrong in ["12345", "1234567", "12345a", "+12345"] {
        assert_eq!(OneTimeCode::parse(wrong), Err(FieldError::Malformed), "{wrong}");
    }
}

proptest! {
    #[test]
    fn a_secret_is_read_back_from_its_text(bytes: [u8; 20]) {
        let secret = OneTimeSecret::from_random(bytes);
        prop_assert_eq!(OneTimeSecret::parse_base32(&secret.to_base32()), Ok(secret));
    }

    #[test]
    fn a_code_is_taken_within_half_a_minute_and_never_twice(bytes: [u8; 20], now in 0_i64..4_000_000_000) {
        let secret = OneTimeSecret::from_random(bytes);
        let code = secret.code(OneTimeStep::at(at(now)));
        let step = secret.accepts(code, None, at(now)).unwrap();
        prop_assert_eq!(secret.accepts(code, Some(step), at(now)).filter(|again| *again <= step), None);
        for seconds in [-30, 30] {
            prop_assert!(secret.accepts(code, None, at(now + seconds)).is_some());
        }
        // Two codes of one secret may be equal by chance: only another step is ever found then.
        let late = secret.accepts(code, None, at(now + 60));
        prop_assert!(late.is_none_or(|found| found > step));
    }

    #[test]
    fn a_recovery_code_is_read_back_in_any_case_and_grouping(bytes: [u8; 16]) {
        let code = RecoveryCode::from_random(bytes);
        let shown = code.to_string();
        prop_assert_eq!(shown.len(), 19);
        prop_assert_eq!(RecoveryCode::parse(&shown), Ok(code.clone()));
        prop_assert_eq!(RecoveryCode::parse(&shown.to_lowercase().replace('-', " ")), Ok(code.clone()));
        prop_assert_eq!(RecoveryCode::parse(&shown).unwrap().hash(), code.hash());
        prop_assert!(OneTimeCode::parse(&shown).is_err(), "one field takes both");
    }

    #[test]
    fn whatever_is_chosen_lets_its_owner_in(text in "\\PC{15,60}") {
        if let Ok(chosen) = choose(&text, false) {
            prop_assert_eq!(Password::typed(&text), Some(chosen.clone()));
            prop_assert!(chosen.is_enough_alone());
        }
    }

    #[test]
    fn a_session_ends_when_nobody_comes_by_and_in_any_case(idle in 60_i64..7_200, seen in 0_i64..90_000, now in 0_i64..90_000) {
        let rule = SessionRule { idle_seconds: idle, absolute_seconds: 43_200 };
        let is_open = rule.is_open(at(0), at(seen.min(now)), at(now));
        prop_assert_eq!(is_open, now < 43_200 && now - seen.min(now) < idle);
    }

    #[test]
    fn the_secretariat_always_keeps_one_who_can_sign_in(role in 0..3_usize, disabled: bool, others in 0..3_u64, act in 0..4_usize) {
        let account = account(Role::ALL[role], disabled);
        let door = Door { event: EventId(1), until: at(1) };
        let change = [
            AccountChange::Disable,
            AccountChange::Enable,
            AccountChange::Assign(Duty::Expert),
            AccountChange::Assign(Duty::CheckInHelper(door)),
        ][act];
        let counts_before = u64::from(account.role == Role::Secretariat && !disabled) + others;
        let counts_after = others + u64::from(account.role == Role::Secretariat && change == AccountChange::Enable);
        match may_change(&account, change, others) {
            Ok(()) => prop_assert!(counts_before == 0 || counts_after > 0),
            Err(refusal) => {
                prop_assert_eq!(refusal, AccountRefusal::LastSecretariat);
                prop_assert!(others == 0 && account.role == Role::Secretariat && !disabled);
            }
        }
    }
}

fn account(role: Role, is_disabled: bool) -> Account {
    Account {
        id: AccountId(1),
        email: email(),
        name: PersonName::parse("田辺 めぐみ").unwrap(),
        role,
        language: Language::Japanese,
        disabled_at: is_disabled.then(|| at(0)),
    }
}

#[test]
fn links_and_fresh_sign_ins_run_out() {
    assert_eq!(AccountLink::Invitation.closes_at(at(0)), at(7 * 86_400));
    assert_eq!(AccountLink::Reset.closes_at(at(0)), at(3_600));
    assert!(is_fresh(at(0), at(599)) && !is_fresh(at(0), at(600)));
    let door = Door { event: EventId(1), until: at(100) };
    let helper = Actor::of(AccountId(1), Role::CheckInHelper, Some(door)).unwrap();
    assert!(!helper.is_over(at(99)) && helper.is_over(at(100)));
    assert!(!Actor::of(AccountId(1), Role::Expert, None).unwrap().is_over(at(i64::from(u32::MAX))));
}

#[test]
fn a_helper_needs_a_door_and_nobody_else_does() {
    let now = Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0));
    let form = |role: &str, event: &str, until: &str| DutyForm {
        role: role.to_owned(),
        event: event.to_owned(),
        until: until.to_owned(),
    };
    assert_eq!(form("expert", "nonsense", "nonsense").parse(now).unwrap().door, None);
    let helper = form("check_in_helper", "kt4xw2m", "２０２６／１２／１").parse(now).unwrap();
    let (event, until) = helper.door.unwrap();
    assert_eq!((event.as_str(), until), ("KT4-XW2M", Timestamp::from_tokyo(date(2026, 12, 2).at(0, 0, 0, 0))));
    assert!(form("check_in_helper", "KT4-XW2M", "2026-11-01").parse(now).is_ok(), "today is not over");
    for (until, error) in [
        ("", FieldError::Required),
        ("2026-10-31", FieldError::UnknownChoice),
        ("2026-02-30", FieldError::Malformed),
        ("tomorrow", FieldError::Malformed),
        ("2026-999-1", FieldError::Malformed),
    ] {
        let wrong = form("check_in_helper", "KT4-XW2M", until).parse(now).unwrap_err();
        assert_eq!(wrong, [(AccountField::Until, error)], "{until}");
    }
    let nothing = InviteForm::default().parse(now).unwrap_err();
    let fields: Vec<_> = nothing.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, [AccountField::Email, AccountField::Name, AccountField::Role, AccountField::Language]);
}
