"""What survives a restart: schema, queries, migrations; SQLite and PostgreSQL."""
