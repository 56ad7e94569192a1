pub const STATEMENTS: &[(&str, &str)] = &[];
