//! One step after another, each said before it begins and timed when it ends.

use std::{
    io::IsTerminal,
    process::{Command, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use crate::failure::{Failure, Outcome};

/// How often a silent step says that it is still at work.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// One line to the person at the terminal.
pub(crate) fn say(line: &str) {
    eprintln!("xtask: {line}");
}

/// Does something that prints nothing itself; every ten seconds a line says what is being waited for and how long.
pub(crate) fn silent<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    waited_for(what, SIGN_OF_LIFE, work)
}

/// Runs a program whose own progress is passed through. Without a terminal such programs are quiet for minutes at
/// times (one large crate, one download), so every half minute a line is added; on a terminal they draw it themselves.
pub(crate) fn run(what: &str, command: &mut Command) -> Outcome {
    let interval = Duration::from_secs(if std::io::stderr().is_terminal() { 3600 } else { 30 });
    waited_for(what, interval, || {
        let status = command.stdin(Stdio::null()).status().map_err(|cause| not_started(command, &cause))?;
        if status.success() { Ok(()) } else { Err(Failure::new(format!("{what}: failed ({status}), see above."))) }
    })
}

/// Runs a program and gives back what it printed.
pub(crate) fn output_of(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|cause| not_started(command, &cause))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("{} failed: {}", command.get_program().display(), complaint.trim())))
    }
}

fn not_started(command: &Command, cause: &std::io::Error) -> Failure {
    Failure::new(format!("{} could not be started: {cause}", command.get_program().display()))
}

fn waited_for<T>(what: &str, interval: Duration, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let start = Instant::now();
    say(&format!("{what} …"));
    let outcome = std::thread::scope(|scope| {
        let (ended, end) = channel::<()>();
        scope.spawn(move || {
            while end.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                say(&format!("still {what}, {} s so far", start.elapsed().as_secs()));
            }
        });
        let outcome = work();
        drop(ended);
        outcome
    });
    // Steps of an instant need no second line.
    if outcome.is_ok() && start.elapsed() >= Duration::from_secs(2) {
        say(&format!("  took {} s", start.elapsed().as_secs()));
    }
    outcome
}
