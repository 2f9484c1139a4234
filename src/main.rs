//! The `tillside` program: arguments in, one call into [`tillside::runtime`], an exit status out.

fn main() -> std::process::ExitCode {
    tillside::runtime::main()
}
