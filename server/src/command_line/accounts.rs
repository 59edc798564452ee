//! `shirabe account`: the first administrator, and what else is done at the machine itself.

use crate::{
    access::Role,
    accounts::{
        self,
        invitations::{self, Purpose},
        password_rules, register,
    },
    audit::By,
    clock::{Clock, SystemClock},
    config::Config,
    organisations::{
        members::{self, Place},
        roles,
    },
    passwords::Passwords,
    problem::Problem,
    store::{ChainMember, NewAccount, RoleChange, Store, StoredAccount},
};
use anyhow::{Context, bail, ensure};
use clap::{Args, Subcommand, ValueEnum};
use rand::{RngCore, rngs::OsRng};
use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

#[derive(Subcommand)]
pub enum AccountCommand {
    /// Make an account. It signs in with a password and a second factor, which is set up at the
    /// first sign-in.
    Create(Create),
    /// Show the accounts.
    List,
    /// Make a one-time link to set the password anew; every session of the account ends.
    ResetPassword {
        #[arg(long)]
        login: String,
        /// Phone or recovery codes are lost too: the second factor is set up anew as well.
        #[arg(long)]
        second_factor: bool,
    },
    /// Give an account roles in an incident, in which its organisation takes part from then on.
    /// What the pages refuse to people who manage roles, this command does: it is entered in the
    /// audit log as done at the machine.
    Grant(Grant),
    /// Disable an account; every session of it ends.
    Disable {
        #[arg(long)]
        login: String,
    },
}

#[derive(Args)]
pub struct Create {
    /// 3 to 64 letters, digits and . _ @ + -
    #[arg(long)]
    login: String,
    /// As other staff see it.
    #[arg(long)]
    name: String,
    /// The organisation's name; it is made where there is none of that name.
    #[arg(long)]
    organisation: String,
    /// May manage organisations and accounts of the whole server.
    #[arg(long)]
    admin: bool,
    #[arg(long, default_value = "ja")]
    language: PageLanguage,
    /// File that holds the password and nothing else. Default: ask for it.
    #[arg(long)]
    password_file: Option<PathBuf>,
    /// Print a one-time link in place of setting a password.
    #[arg(long, conflicts_with = "password_file")]
    link: bool,
}

#[derive(Args)]
pub struct Grant {
    #[arg(long)]
    login: String,
    /// Slug of the incident.
    #[arg(long)]
    incident: String,
    /// `administrator`, `publisher`, `loader`, `notifier`, `desk-agent`, `supervisor`, `auditor`.
    #[arg(long = "role", required = true, num_args = 1.., value_parser = role)]
    roles: Vec<Role>,
}

fn role(code: &str) -> Result<Role, String> {
    let known = Role::ALL.map(Role::code).join(", ");
    Role::from_code(code).ok_or_else(|| format!("the roles are {known}"))
}

#[derive(Clone, Copy, ValueEnum)]
enum PageLanguage {
    Ja,
    En,
}

impl PageLanguage {
    fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// # Errors
/// Says what is wrong and what to do.
pub async fn execute(config: &Config, command: AccountCommand) -> anyhow::Result<()> {
    let store = Store::open(&config.database_location()?).await?;
    match command {
        AccountCommand::Create(new) => create(config, &store, &new).await,
        AccountCommand::List => list(&store).await,
        AccountCommand::ResetPassword { login, second_factor } => {
            reset_password(config, &store, &login, second_factor).await
        }
        AccountCommand::Grant(grant) => give_roles(&store, &grant).await,
        AccountCommand::Disable { login } => disable(&store, &login).await,
    }
}

async fn create(config: &Config, store: &Store, new: &Create) -> anyhow::Result<()> {
    let login = accounts::login(&new.login)
        .context("--login: write 3 to 64 letters, digits and . _ @ + -")?;
    for (option, text) in [("--name", &new.name), ("--organisation", &new.organisation)] {
        let length = text.trim().chars().count();
        ensure!((1..=100).contains(&length), "{option}: write 1 to 100 characters");
    }
    // An account that cannot be made asks for no password.
    ensure!(
        store.account_by_login(&login).await?.is_none(),
        "there is an account `{login}` already"
    );
    let hash = if new.link { String::new() } else { hashed(&password(new, &login)?).await? };
    // Keys that do not open would leave an account that nobody can finish.
    config.keys.open()?.manifest_signer()?;
    let now = SystemClock.now();
    let [id, organisation] = [random(), random()];
    let organisation =
        store.organisation_named(new.organisation.trim(), &organisation, now).await?;
    let account = NewAccount {
        id,
        login: &login,
        name: new.name.trim(),
        organisation,
        deployment_administrator: new.admin,
        language: new.language.tag(),
        password: &hash,
    };
    let made = register::create(store, By::CommandLine, &account, now).await;
    ensure!(made.map_err(not_entered)?, "there is an account `{login}` already");
    println!("{login}: created");
    if new.link {
        print_link(config, store, &id, new.language.tag(), Purpose::SetUp).await
    } else {
        let (url, language) = (&config.server.public_url, new.language.tag());
        println!("Sign in at {url}/{language}/staff/sign-in and set up the second factor.");
        Ok(())
    }
}

/// From the file, or typed twice at a terminal. There is no default.
fn password(new: &Create, login: &str) -> anyhow::Result<Zeroizing<String>> {
    let password = match &new.password_file {
        Some(file) => read_password(file)?,
        None => {
            ensure!(
                std::io::stdin().is_terminal(),
                "no terminal to ask for a password: use --password-file or --link"
            );
            let ask = |prompt| rpassword::prompt_password(prompt).map(Zeroizing::new);
            let password = ask("Password (12 characters or more): ")?;
            ensure!(password == ask("Again: ")?, "the two passwords differ; nothing was made");
            password
        }
    };
    if let Err(refusal) = password_rules::check(&password, login) {
        bail!("{}", refusal.in_english());
    }
    Ok(password)
}

fn read_password(file: &Path) -> anyhow::Result<Zeroizing<String>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("--password-file: {} cannot be read", file.display()))?;
    let text = Zeroizing::new(text);
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

async fn hashed(password: &str) -> anyhow::Result<String> {
    let hash = Passwords::default().hash(password, random()).await;
    hash.map_err(|_| anyhow::anyhow!("the password could not be hashed: is there memory left?"))
}

async fn list(store: &Store) -> anyhow::Result<()> {
    for account in store.accounts().await? {
        let mut marks = Vec::new();
        if account.deployment_administrator {
            marks.push("administrator");
        }
        if account.password.is_empty() {
            marks.push("no password yet");
        } else if !account.has_second_factor() {
            marks.push("no second factor yet");
        }
        if account.disabled {
            marks.push("disabled");
        }
        let StoredAccount { login, name, organisation_name, .. } = &account;
        println!("{login}  {name} ({organisation_name})  {}", marks.join(", "));
    }
    Ok(())
}

async fn reset_password(
    config: &Config,
    store: &Store,
    login: &str,
    second_factor: bool,
) -> anyhow::Result<()> {
    let account = find(store, login).await?;
    ensure!(!account.disabled, "the account `{}` is disabled", account.login);
    let set_up = second_factor || !account.has_second_factor();
    let purpose = if set_up { Purpose::SetUp } else { Purpose::Password };
    print_link(config, store, &account.id, &account.language, purpose).await?;
    let ended = store.end_sessions(&account.id, None).await?;
    eprintln!("Sessions ended: {ended}");
    Ok(())
}

async fn give_roles(store: &Store, grant: &Grant) -> anyhow::Result<()> {
    let account = find(store, &grant.login).await?;
    ensure!(!account.disabled, "the account `{}` is disabled", account.login);
    let incident = store.incident_id(&grant.incident).await?;
    let incident = incident
        .context("there is no incident of this slug; `shirabe incident list` shows them")?;
    let now = SystemClock.now();
    let chain = store.chain_of(&incident).await?;
    if !chain.iter().any(|member| member.organisation == account.organisation) {
        let member = ChainMember {
            organisation: account.organisation,
            name: account.organisation_name.clone(),
            chain_role: Place::Responsible.code().into(),
            share: None,
            share_name: String::new(),
        };
        let by = By::CommandLine;
        let joined = members::enter(store, by, &incident, &member, now, &mut OsRng).await;
        joined.map_err(not_entered)?;
    }
    for role in &grant.roles {
        let (by, id) = (By::CommandLine, &account.id);
        let change = roles::give(store, by, &incident, id, *role, now, &mut OsRng).await;
        let change = change.map_err(not_entered)?;
        let said = if change == RoleChange::Done { "granted" } else { "had it already" };
        println!("{}: {} in {}: {said}", account.login, role.code(), grant.incident);
    }
    Ok(())
}

async fn disable(store: &Store, login: &str) -> anyhow::Result<()> {
    let account = find(store, login).await?;
    let now = SystemClock.now();
    let disabled = register::disable(store, By::CommandLine, &account.id, now).await;
    let disabled = disabled.map_err(not_entered)?;
    println!("{}: {}", account.login, if disabled { "disabled" } else { "disabled already" });
    Ok(())
}

async fn find(store: &Store, login: &str) -> anyhow::Result<StoredAccount> {
    let account = store.account_by_login(&accounts::login(login).unwrap_or_default()).await?;
    account.context("there is no account of this login; `shirabe account list` shows them")
}

/// Prints a one-time link, once.
async fn print_link(
    config: &Config,
    store: &Store,
    account: &[u8; 16],
    language: &str,
    purpose: Purpose,
) -> anyhow::Result<()> {
    let (by, now) = (By::CommandLine, SystemClock.now());
    let secret = invitations::hand_out(store, by, account, purpose, now, &mut OsRng).await;
    let secret = secret.map_err(not_entered)?;
    eprintln!("A link that works once, for 72 hours. It is not shown again.");
    println!("{}", *invitations::link(&config.server.public_url, language, &secret));
    Ok(())
}

/// The audit log comes first: where it cannot be written, nothing happens.
fn not_entered(_: Problem) -> anyhow::Error {
    anyhow::anyhow!("the audit log cannot be written; nothing was done")
}

fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    bytes
}
