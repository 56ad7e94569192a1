//! A copy of a whole database in a new SQLite file, from either engine.

use sqlx::{AssertSqlSafe, Row};

use super::{Db, DbError, EngineConn, Tx};

const TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> '_sqlx_migrations' \
    ORDER BY name";
const COLUMNS: &str = "SELECT name, type FROM pragma_table_info($1) ORDER BY cid";

/// A column of the copy: both engines have the same ones, of whole numbers, texts and bytes.
struct Column {
    name: String,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Number,
    Text,
    Bytes,
}

/// A value on its way.
enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl Db {
    /// Copies all rows, as they are at one moment, into `target`: an SQLite database of the same version without any. Tables in
    /// `except` stay empty.
    ///
    /// # Errors
    /// Where `target` is not such a database.
    pub async fn copy_into(&self, target: &Self, except: &[&str]) -> Result<(), DbError> {
        let mut from = self.begin().await?;
        if let EngineConn::Postgres(source) = from.engine() {
            sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .execute(source)
                .await?;
        }
        let mut to = target.begin().await?;
        let EngineConn::Sqlite(sink) = to.engine() else {
            return Err(DbError::Address("a copy is an SQLite file".to_owned()));
        };
        // Looked at when all rows are there.
        sqlx::query("PRAGMA defer_foreign_keys = ON")
            .execute(&mut *sink)
            .await?;
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(&mut *sink).await?;
        for table in tables {
            if !except.contains(&table.as_str()) {
                copy_table(&mut from, &mut to, &table).await?;
            }
        }
        to.commit().await?;
        from.rollback().await
    }

    /// Gives back every connection.
    pub async fn close(self) {
        match self {
            Self::Sqlite { write, read } => {
                write.close().await;
                read.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn copy_table(from: &mut Tx, to: &mut Tx, table: &str) -> Result<(), DbError> {
    let EngineConn::Sqlite(sink) = to.engine() else {
        return Ok(());
    };
    let described: Vec<(String, String)> = sqlx::query_as(COLUMNS)
        .bind(table)
        .fetch_all(&mut *sink)
        .await?;
    let columns: Vec<Column> = described
        .into_iter()
        .map(|(name, kind)| Column {
            name,
            kind: match kind.as_str() {
                "INTEGER" => Kind::Number,
                "BLOB" => Kind::Bytes,
                _ => Kind::Text,
            },
        })
        .collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let places: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
    let names = names.join(", ");
    // Names of tables and columns are those of our own schema.
    let select = format!("SELECT {names} FROM {table}");
    let insert = format!(
        "INSERT INTO {table} ({names}) VALUES ({})",
        places.join(", ")
    );
    for row in rows(from, select, &columns).await? {
        let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
        for value in row {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query.execute(&mut *sink).await?;
    }
    Ok(())
}

async fn rows(
    from: &mut Tx,
    select: String,
    columns: &[Column],
) -> Result<Vec<Vec<Value>>, DbError> {
    macro_rules! read {
        ($source:expr) => {{
            let found = sqlx::query(AssertSqlSafe(select))
                .fetch_all($source)
                .await?;
            let mut rows = Vec::with_capacity(found.len());
            for row in &found {
                let mut values = Vec::with_capacity(columns.len());
                for (place, column) in columns.iter().enumerate() {
                    values.push(match column.kind {
                        Kind::Number => Value::Number(row.try_get(place)?),
                        Kind::Text => Value::Text(row.try_get(place)?),
                        Kind::Bytes => Value::Bytes(row.try_get(place)?),
                    });
                }
                rows.push(values);
            }
            Ok(rows)
        }};
    }
    match from.engine() {
        EngineConn::Sqlite(source) => read!(source),
        EngineConn::Postgres(source) => read!(source),
    }
}
