"""Alembic's entry: the tables come from the application, our column types are written as what they are kept as."""

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

database = current_app.extensions["migrate"].db


def render_item(kind, item, autogen_context):
    """Write a type of ours as the plain type below it, so that old migrations need none of our code."""
    if kind == "type" and isinstance(item, TypeDecorator) and item.__module__.startswith("orientation"):
        return f"sa.{item.impl!r}"
    return False


def run():
    """Migrate the bound database in one transaction."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # a batch rebuilds a table by dropping the old one: foreign keys would cascade into its children
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
