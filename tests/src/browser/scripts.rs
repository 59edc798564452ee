//! Scripts that run in the page, asked of the debugger itself. In a frame, which may be of another
//! origin and process, chromedriver finds the way.

use super::Browser;
use serde_json::{Value, json};
use std::{
    io, thread,
    time::{Duration, Instant},
};

/// Of a script that is awaited: thousands of requests, on a busy machine.
const SCRIPT_PATIENCE: Duration = Duration::from_secs(300);
/// A page that another one takes the place of answers no more.
const BETWEEN_PAGES: [&str; 3] =
    ["navigated or closed", "Cannot find default execution context", "context was destroyed"];
/// How long that lasts at most.
const BETWEEN_PAGES_AT_MOST: Duration = Duration::from_secs(60);

impl Browser {
    /// Runs a script's body with `arguments`; gives what it returns.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Value {
        if self.is_in_frame() {
            return self.run(self.driver().execute(body, arguments.to_vec())).json().clone();
        }
        self.evaluate(&format!("(function () {{ {body}\n}})"), arguments)
    }

    /// As [`Self::script`], awaiting the promise that the body returns. What it throws fails
    /// the test.
    pub fn script_async(&self, body: &str, arguments: &[Value]) -> Value {
        if !self.is_in_frame() {
            return self.evaluate(&format!("(async function () {{ {body}\n}})"), arguments);
        }
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async (...arguments_) => {{ const arguments = arguments_; {body} }})(...arguments)
               .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        )
        // `arguments` cannot be declared in an async arrow of strict code; a plain function has
        // its own.
        .replace(
            "(async (...arguments_) => { const arguments = arguments_;",
            "(async function () {",
        );
        self.run(self.driver().set_script_timeout(SCRIPT_PATIENCE));
        let result = self.run(self.driver().execute_async(wrapped, arguments.to_vec()));
        let result = result.json();
        assert!(result["error"].is_null(), "the page's script failed: {}", result["error"]);
        result["value"].clone()
    }

    /// Calls a function with `arguments`, and waits for what it promises.
    fn evaluate(&self, function: &str, arguments: &[Value]) -> Value {
        let call = format!("{function}.apply(window, {})", Value::from(arguments));
        self.ask(&json!({ "expression": call, "returnByValue": true, "awaitPromise": true,
                          "userGesture": true }))
    }

    /// Runs a whole program that the page's own policy would forbid.
    pub(super) fn define(&self, program: &str) {
        if self.is_in_frame() {
            self.devtools("Runtime.evaluate", json!({ "expression": program }));
        } else {
            self.ask(&json!({ "expression": program }));
        }
    }

    /// Asks again of the page that comes, where it met the one that goes.
    fn ask(&self, question: &Value) -> Value {
        let begun = Instant::now();
        let between_pages = |error: &io::Error| {
            let error = error.to_string();
            BETWEEN_PAGES.iter().any(|text| error.contains(text))
                && begun.elapsed() < BETWEEN_PAGES_AT_MOST
        };
        loop {
            match self.chromium.command("Runtime.evaluate", question) {
                Ok(reply) => {
                    let thrown = &reply["exceptionDetails"];
                    assert!(thrown.is_null(), "the page's script failed: {thrown}");
                    return reply["result"]["value"].clone();
                }
                Err(error) if between_pages(&error) => thread::sleep(Duration::from_millis(20)),
                Err(error) => panic!("the browser refused a script: {error}"),
            }
        }
    }
}
