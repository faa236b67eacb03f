"""epochs, with the first one"""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    epochs = op.create_table('epochs',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_epochs'))
    )
    op.bulk_insert(epochs, [{'id': uuid4(), 'began_at': datetime.now(UTC)}])


def downgrade():
    op.drop_table('epochs')
