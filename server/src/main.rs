use std::process::ExitCode;

fn main() -> ExitCode {
    shirabe_server::cli::run()
}
