//! The demo, once or again after every change.

use std::{
    collections::BTreeMap,
    fs,
    net::{TcpStream, ToSocketAddrs},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant, SystemTime},
};

use crate::{
    command::Wasm,
    failure::{Failure, Outcome, While},
    program,
    site::files_under,
    step::say,
    wasm_toolchain::WasmToolchain,
    workspace::{Workspace, variable},
};

/// How often the sources are looked at.
const GLANCE: Duration = Duration::from_millis(500);
/// How long a program may take to end what it is answering.
const PATIENCE: Duration = Duration::from_secs(10);

/// Builds what is missing and becomes the program.
pub(crate) fn once(workspace: &Workspace, wasm: Wasm, arguments: &[String]) -> Outcome {
    let program = program::release(workspace, wasm)?;
    say(&format!("the demo is at {} (Ctrl-C ends it)", address(arguments)));
    become_program(demo(workspace, &program, arguments))
}

/// Serves a development build and replaces it whenever a source changes. A change that does not compile leaves the
/// last one that did.
pub(crate) fn on_every_change(workspace: &Workspace, wasm: Wasm, arguments: &[String]) -> Outcome {
    say("watching: this is a development build, quick to make and slow to run; measure with `cargo xtask serve`");
    let toolchain = WasmToolchain::find_or_make(workspace, wasm)?;
    let mut running: Option<Child> = None;
    loop {
        let seen = sources(workspace)?;
        match program::development(workspace, toolchain) {
            Ok(program) => {
                if let Some(old) = running.take() {
                    end(old)?;
                }
                let started = demo(workspace, &program, arguments).spawn();
                running = Some(started.while_doing(|| format!("starting {}", program.display()))?);
                wait_until_open(arguments);
            }
            Err(failure) => say(&failure.to_string()),
        }
        say("waiting for a change");
        while sources(workspace)? == seen {
            sleep(GLANCE);
        }
    }
}

fn demo(workspace: &Workspace, program: &Path, arguments: &[String]) -> Command {
    let mut command = workspace.command(program);
    command.args(["serve", "--demo"]).args(arguments).stdin(Stdio::null());
    command
}

/// The program takes our place, so that signals and the exit code are its own.
#[cfg(unix)]
fn become_program(mut command: Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let cause = command.exec();
    Err(Failure::new(format!("{} could not be started: {cause}", command.get_program().display())))
}

#[cfg(not(unix))]
fn become_program(mut command: Command) -> Outcome {
    let status = command.status().while_doing(|| "starting the program".into())?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("The program ended with {status}."))) }
}

/// Asks the program to end, as a service manager would, and only after ten seconds makes it.
fn end(mut program: Child) -> Outcome {
    let ending = || "ending the running program".to_owned();
    if cfg!(unix) {
        Command::new("kill").arg(program.id().to_string()).status().while_doing(ending)?;
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if program.try_wait().while_doing(ending)?.is_some() {
                return Ok(());
            }
            sleep(Duration::from_millis(20));
        }
    }
    program.kill().and_then(|()| program.wait()).map(drop).while_doing(ending)
}

/// Where the program will listen: by flag, by variable or by default, as the program itself decides.
fn listen(arguments: &[String]) -> String {
    let by_flag = arguments.iter().enumerate().find_map(|(place, argument)| {
        argument
            .strip_prefix("--listen=")
            .or_else(|| if argument == "--listen" { arguments.get(place + 1).map(String::as_str) } else { None })
    });
    let by_variable = || variable("TELEWORK_LISTEN").map(|value| value.to_string_lossy().into_owned());
    by_flag.map(str::to_owned).or_else(by_variable).unwrap_or_else(|| "127.0.0.1:3000".into())
}

fn address(arguments: &[String]) -> String {
    format!("http://{}", listen(arguments))
}

fn wait_until_open(arguments: &[String]) {
    let started = Instant::now();
    let open = || {
        listen(arguments).to_socket_addrs().is_ok_and(|mut addresses| {
            addresses.any(|address| TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok())
        })
    };
    while started.elapsed() < PATIENCE {
        if open() {
            say(&format!("the demo is at {}", address(arguments)));
            return;
        }
        sleep(Duration::from_millis(50));
    }
    say("the program does not answer yet; see what it says above");
}

/// Every source and when it was written last.
fn sources(workspace: &Workspace) -> Outcome<BTreeMap<PathBuf, Option<SystemTime>>> {
    let root = workspace.root();
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    for folder in ["domain", "storage", "app", "frontend", "server", "style", "public"] {
        files.extend(files_under(&root.join(folder))?);
    }
    // A file that vanishes between the two looks is a change like any other.
    let written = |file: &PathBuf| fs::metadata(file).and_then(|known| known.modified()).ok();
    Ok(files.into_iter().map(|file| (file.clone(), written(&file))).collect())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_said_is_the_one_that_the_program_was_given() {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(address(&words("--listen 127.0.0.1:4000")), "http://127.0.0.1:4000");
        assert_eq!(address(&words("--now 2021-10-01T09:00 --listen=127.0.0.1:5000")), "http://127.0.0.1:5000");
    }
}
