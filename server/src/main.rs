use std::process::ExitCode;

fn main() -> ExitCode {
    shirabe_server::command_line::run()
}
