"""The database can be brought up, down and up again, and then is what the models say."""

import os
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import ops
from flask import current_app
from flask_migrate import Migrate
from sqlalchemy import inspect

from app import create_app
from orientation.db import Base, db
from tests.postgres import Cluster


@pytest.fixture
def empty_url(pytestconfig: pytest.Config, tmp_path: Path) -> str:
    if pytestconfig.getoption("--database") == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    url = Cluster.create_database(os.environ["TEST_CLUSTER"], f"migrations_{worker}")
    return url.replace("postgresql://", "postgresql+psycopg://")


def test_up_down_up_leaves_what_the_models_say(empty_url: str, tmp_path: Path) -> None:
    app = create_app({"DATA_DIR": tmp_path, "DATABASE_URL": empty_url, "LOG_LEVEL": "error"})
    with app.app_context():
        migrate: Migrate = current_app.extensions["migrate"].migrate
        config = migrate.get_config()
        command.upgrade(config, "head")
        command.downgrade(config, "base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        command.upgrade(config, "head")
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences: list[ops.MigrateOperation] = compare_metadata(context, Base.metadata)
        db.engine.dispose()
    assert differences == []
