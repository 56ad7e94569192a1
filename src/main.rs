fn main() -> std::process::ExitCode {
    mandat::cli::run()
}
