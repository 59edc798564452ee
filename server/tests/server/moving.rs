//! There and back, with the program itself: every answer stays.

use crate::deployment::{
    DatabaseServer, Deployment, Loader, Person, SQLITE, TWO_GROUPS, publish, published,
};
use shirabe_server::store::{Location, Store, StoreError};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{collections::BTreeMap, fs, path::Path, process::Command};

const A: [&str; 3] = ["ann@example.jp", "bao@example.com", "chie@example.ne.jp"];
const B: [&str; 2] = ["chie@example.ne.jp", "dev@example.org"];

const GIL: Person = Person { name: "gil", emails: &["gil@example.org"], groups: &[1] };

/// What the public can see: manifest, filters, answers.
#[derive(PartialEq)]
struct Seen {
    manifest: Vec<u8>,
    filters: Vec<Vec<u8>>,
    answers: Vec<Vec<String>>,
}

async fn see(deployment: &Deployment) -> Seen {
    let (manifest, bytes) = deployment.manifest("two-groups").await;
    let mut filters = Vec::new();
    for shard in manifest.manifest().filters.iter().flat_map(|filter| &filter.shards) {
        let path = format!("/filters/{}", hex::encode(shard.sha256));
        filters.push(deployment.get(&path).await.body);
    }
    let mut answers = Vec::new();
    for person in [A[0], A[2], B[1], "eve@example.org", GIL.emails[0]] {
        answers.push(deployment.look_up("two-groups", person).await);
    }
    Seen { manifest: bytes, filters, answers }
}

/// Every table of an SQLite file, its rows as text, in an order of their own.
async fn rows(file: &Path) -> BTreeMap<String, Vec<String>> {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT tables.name, group_concat('quote(' || columns.name || ')', ' || '':'' || ')
         FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table' GROUP BY tables.name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for (table, columns) in columns {
        let text = AssertSqlSafe(format!("SELECT {columns} FROM {table}"));
        let found: Vec<(String,)> = sqlx::query_as(text).fetch_all(&mut connection).await.unwrap();
        let mut found: Vec<String> = found.into_iter().map(|(line,)| line).collect();
        found.sort_unstable();
        all.insert(table, found);
    }
    all
}

/// As [`shirabe_move`], once the server that was just stopped has let go of the database.
async fn move_when_free(deployment: &Deployment, arguments: &[&str]) -> Result<String, String> {
    for _ in 0..100 {
        match shirabe_move(deployment, arguments) {
            Err(refused) if refused.contains("the database is in use") => {
                actix_web::rt::time::sleep(std::time::Duration::from_millis(100)).await;
            }
            other => return other,
        }
    }
    panic!("the database stays in use after its server ended");
}

/// `shirabe database move`; what it printed, or why it did not.
fn shirabe_move(deployment: &Deployment, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_shirabe"))
        .env("SHIRABE_CONFIG", deployment.config_file())
        .args(["database", "move"])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

#[actix_web::test]
async fn moving_to_postgresql_and_back_keeps_every_answer() {
    let mut deployment = Deployment::start_on(SQLITE, |_| {}).await;
    deployment.apply(TWO_GROUPS).await.unwrap();
    publish(&deployment, "two-groups", &A, 0).await;
    publish(&deployment, "two-groups", &B, 1).await;
    // Gil comes, goes, comes back and goes again.
    published(&deployment, "add", &[GIL]).await.unwrap();
    published(&deployment, "withdraw", &[GIL]).await.unwrap();
    for (to, current) in [(3, 4), (4, 5)] {
        let loader = Loader::with_new_token(&deployment, "two-groups").await;
        let reply = loader.roll_back("two-groups", to, current).await;
        assert_eq!(reply.json()["set_version"], current + 1);
    }
    let begun = Loader::open(&deployment, "two-groups", 1).await;
    let uploads = begun.evaluate(&["fay@example.org"], 0).await;
    let (load, token) = (begun.load, begun.token);
    let before = see(&deployment).await;
    assert_eq!(before.answers, [vec!["a"], vec!["a", "b"], vec!["b"], vec![], vec![]]);

    let target = DatabaseServer::shared().new_database().await;
    let (url, password_file) = (target.url.unwrap(), target.password_file.unwrap());
    let password_file = password_file.to_str().unwrap();
    let there = ["--to", &url, "--password-file", password_file, "--write-config"];
    let refused = shirabe_move(&deployment, &there).unwrap_err();
    assert!(refused.contains("in use"), "{refused}");
    let configured = fs::read_to_string(deployment.config_file()).unwrap();

    deployment.stop().await;
    let old_rows = rows(&Location::file_in(&deployment.config.data)).await;
    let said = move_when_free(&deployment, &there).await.unwrap();
    assert!(said.contains("Every count agrees"), "{said}");
    assert!(said.contains("record_tags               7"), "{said}");
    assert!(said.contains("withdrawn                 1"), "{said}");
    let refused = shirabe_move(&deployment, &there).unwrap_err();
    assert!(refused.contains("there already"), "{refused}");
    let written = fs::read_to_string(deployment.config_file()).unwrap();
    fs::write(deployment.config_file(), &configured).unwrap();
    let refused = shirabe_move(&deployment, &there).unwrap_err();
    assert!(refused.contains("holds a deployment already"), "{refused}");
    fs::write(deployment.config_file(), &written).unwrap();

    deployment.start_again().await;
    assert_eq!(deployment.config.database.url.as_deref(), Some(url.as_str()));
    assert!(see(&deployment).await == before);
    // The load that was under way goes on: its batch is there, with the reply it had.
    let continued =
        Loader { deployment: &deployment, token, parameters: serde_json::Value::Null, load };
    let reply = continued.put("evaluations", 0, uploads.evaluations).await;
    assert_eq!(reply.status, 200);
    assert_eq!(continued.put("records", 0, uploads.records).await.status, 204);

    deployment.stop().await;
    let back = ["--to", "sqlite"];
    let refused = move_when_free(&deployment, &back).await.unwrap_err();
    assert!(refused.contains("holds a deployment already"), "{refused}");
    let aside = deployment.config.data.with_extension("before");
    fs::rename(&deployment.config.data, &aside).unwrap();
    fs::create_dir(&deployment.config.data).unwrap();
    let said = move_when_free(&deployment, &back).await.unwrap();
    assert!(said.contains("remove the section [database]"), "{said}");
    fs::write(deployment.config_file(), &configured).unwrap();

    deployment.start_again().await;
    assert!(deployment.config.database.url.is_none());
    assert!(see(&deployment).await == before);
    deployment.stop().await;
    let mut new_rows = rows(&Location::file_in(&deployment.config.data)).await;
    // But for what came while the data was in PostgreSQL, nothing differs.
    for (table, added) in [("record_tags", 1), ("people", 1), ("load_batches", 1)] {
        let new = new_rows.get_mut(table).unwrap();
        let count = new.len();
        new.retain(|row| old_rows[table].contains(row));
        assert_eq!(count - new.len(), added, "{table}");
    }
    // A load went on, and lookups were counted.
    for table in ["loads", "daily_lookups"] {
        assert_eq!(new_rows.remove(table).unwrap().len(), old_rows[table].len(), "{table}");
    }
    for (table, rows) in new_rows {
        assert!(rows == old_rows[&table], "{table}");
    }
}

#[actix_web::test]
async fn a_database_that_is_being_moved_is_not_opened() {
    let mut deployment =
        Deployment::start_on(DatabaseServer::shared().new_database().await, |_| {}).await;
    let location = deployment.config.database_location().unwrap();
    let url = deployment.config.database.url.clone().unwrap();
    let name = url.rsplit('/').next().unwrap();
    let mut mover = DatabaseServer::shared().connect(name).await;
    let taken = sqlx::query_scalar::<_, bool>(TAKE).fetch_one(&mut mover).await.unwrap();
    assert!(!taken, "a running server holds it");
    deployment.stop().await;
    while !sqlx::query_scalar::<_, bool>(TAKE).fetch_one(&mut mover).await.unwrap() {
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(matches!(Store::open(&location).await, Err(StoreError::InUse)));
    mover.close().await.unwrap();
}

/// What a mover takes.
const TAKE: &str = "SELECT pg_try_advisory_lock(x'0073686972616265'::bigint)";
