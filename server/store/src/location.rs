//! Where the database is: in the data folder, or at an address.

use sqlx::postgres::PgConnectOptions;
use std::{
    fmt,
    path::{Path, PathBuf},
};
use url::{Host, Url};

/// An address of a database that we do not use. Holds no part of the address but names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("write it as postgres://user@host/database")]
    Form,
    #[error("leave the password out of the address and name a password file")]
    Password,
    #[error("the parameter `{0}` is unknown")]
    Parameter(String),
    #[error("name a database after the host, as in postgres://user@host/database")]
    Database,
    #[error(
        "the database is on another machine: say how the way there is protected. \
         `?sslmode=verify-full` checks its certificate; `?sslmode=disable` fits a network of \
         your own only"
    )]
    Protection,
    #[error("it cannot be used: {0}")]
    Unusable(String),
}

/// Parameters that an address may have.
const PARAMETERS: [&str; 8] =
    ["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "port", "user", "dbname"];

/// Where a database is.
#[derive(Clone)]
pub enum Location {
    /// One file in the data folder.
    Sqlite { folder: PathBuf },
    /// Holds the password, and is therefore never shown as a whole.
    Postgres(Box<PgConnectOptions>),
}

impl Location {
    /// SQLite in the data folder.
    pub fn in_folder(data: &Path) -> Self {
        Self::Sqlite { folder: data.to_owned() }
    }

    /// PostgreSQL at an address without a password.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn at(address: &str, password: Option<&str>) -> Result<Self, AddressError> {
        let url = Url::parse(address).map_err(|_| AddressError::Form)?;
        if !["postgres", "postgresql"].contains(&url.scheme()) || url.cannot_be_a_base() {
            return Err(AddressError::Form);
        }
        if url.password().is_some() || url.query_pairs().any(|(name, _)| name == "password") {
            return Err(AddressError::Password);
        }
        let parameter = |wanted: &str| {
            url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        if let Some((name, _)) =
            url.query_pairs().find(|(name, _)| !PARAMETERS.contains(&name.as_ref()))
        {
            return Err(AddressError::Parameter(name.into_owned()));
        }
        if url.path().trim_start_matches('/').is_empty() && parameter("dbname").is_none() {
            return Err(AddressError::Database);
        }
        let near = match parameter("host") {
            Some(host) => is_near(&host),
            None => match url.host() {
                Some(Host::Domain(host)) => is_near(host),
                Some(Host::Ipv4(address)) => address.is_loopback(),
                Some(Host::Ipv6(address)) => address.is_loopback(),
                None => true,
            },
        };
        if !near && parameter("sslmode").is_none() {
            return Err(AddressError::Protection);
        }
        let options: PgConnectOptions = address
            .parse()
            .map_err(|error: sqlx::Error| AddressError::Unusable(error.to_string()))?;
        let options = match password {
            Some(password) => options.password(password),
            None => options,
        };
        Ok(Self::Postgres(Box::new(options)))
    }

    /// Where the database of a data folder is.
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join("shirabe.sqlite3")
    }
}

/// A socket of this machine, or this machine by name or number.
fn is_near(host: &str) -> bool {
    let of_socket = host.starts_with('/') || host.to_ascii_lowercase().starts_with("%2f");
    let number = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    of_socket || host == "localhost" || number.is_ok_and(|number| number.is_loopback())
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { folder } => write!(formatter, "SQLite in {}", folder.display()),
            Self::Postgres(options) => {
                let database = options.get_database().unwrap_or_default();
                match options.get_socket() {
                    Some(socket) => {
                        write!(formatter, "PostgreSQL, {database} at {}", socket.display())
                    }
                    None => write!(formatter, "PostgreSQL, {database} at {}", options.get_host()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(address: &str) -> AddressError {
        Location::at(address, None).err().expect(address)
    }

    #[test]
    fn addresses_here_and_elsewhere() {
        for address in [
            "postgres://shirabe@localhost/shirabe",
            "postgresql://shirabe@127.0.0.1:5433/shirabe",
            "postgres://shirabe@[::1]/shirabe",
            "postgres://shirabe@%2Frun%2Fpostgresql/shirabe",
            "postgres:///shirabe?host=/run/postgresql&user=shirabe",
            "postgres://shirabe@db.example.org/shirabe?sslmode=verify-full",
            "postgres://shirabe@db.example.org/shirabe?sslmode=disable",
        ] {
            assert!(Location::at(address, None).is_ok(), "{address}");
        }
        assert_eq!(refusal("postgres://shirabe@db.example.org/x"), AddressError::Protection);
        assert_eq!(refusal("postgres://shirabe@192.0.2.1/x"), AddressError::Protection);
        assert_eq!(refusal("postgres:///x?host=192.0.2.1"), AddressError::Protection);
        assert_eq!(refusal("mysql://shirabe@localhost/x"), AddressError::Form);
        assert_eq!(refusal("shirabe"), AddressError::Form);
        assert_eq!(refusal("postgres://shirabe@localhost"), AddressError::Database);
        let mistyped = refusal("postgres://shirabe@localhost/x?ssl_mode=require");
        assert_eq!(mistyped, AddressError::Parameter("ssl_mode".into()));
        let unknown = refusal("postgres://shirabe@localhost/x?sslmode=sometimes");
        assert!(matches!(unknown, AddressError::Unusable(_)));
    }

    #[test]
    fn a_password_in_the_address_is_refused_and_not_repeated() {
        for address in [
            "postgres://shirabe:opensesame@localhost/x",
            "postgres://shirabe@localhost/x?password=opensesame",
            "postgres://shirabe@localhost/x?p%61ssword=opensesame",
        ] {
            assert_eq!(refusal(address), AddressError::Password);
            assert!(!refusal(address).to_string().contains("opensesame"));
        }
    }

    #[test]
    fn a_location_is_shown_without_its_password() {
        let location =
            Location::at("postgres://shirabe@localhost/lists", Some("opensesame")).unwrap();
        assert_eq!(location.to_string(), "PostgreSQL, lists at localhost");
    }
}
