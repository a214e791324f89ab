//! The program in a folder of its own, as an operator starts it and as a visitor's browser meets it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder with the program in it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with settings of its own, whatever the environment says. A write beyond a limit on the size
    /// of its files fails, as on a full disk; without the shell's word the system would end the program.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut program = Command::new("/bin/sh");
        program.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_telework-network")]);
        program.env_clear().current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        program
    }

    pub(crate) fn runs(&self, arguments: &[&str]) -> Output {
        self.program(arguments).output().expect("it starts")
    }

    /// Starts serving at a free port, and waits until it answers.
    pub(crate) fn serves(&self, arguments: &[&str]) -> Service {
        let listen = free_address();
        let mut all = vec!["serve", "--listen", &listen];
        all.extend(arguments);
        let mut child = self.program(&all).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let told = out.lines().map_while(Result::ok).any(|line| line == format!("listening on http://{listen}"));
        assert!(told, "it ended before it listened");
        Service { child, listen }
    }
}

pub(crate) fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

/// The program while it serves; killed with the test.
pub(crate) struct Service {
    child: Child,
    listen: String,
}

impl Service {
    /// Status and body of what is answered to a request.
    pub(crate) fn asks(&self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        self.exchanges(method, path, "application/x-www-form-urlencoded", body)
    }

    /// The same for a body of any kind.
    pub(crate) fn exchanges(&self, method: &str, path: &str, kind: &str, body: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(&self.listen).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\
             Content-Type: {kind}\r\n\r\n{body}",
            self.listen,
            body.len()
        )
        .ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1)?.parse().ok()?;
        Some((status, answer))
    }

    pub(crate) fn id(&self) -> String {
        self.child.id().to_string()
    }

    pub(crate) fn signals(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.id()]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// The exit code, once it has ended.
    pub(crate) fn ends(&mut self) -> Option<i32> {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            assert!(since.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}
