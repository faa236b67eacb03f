"""what tells a phone that its learner was erased; when a phone sent what nobody understood yet"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('erased_sessions',
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('erased_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_erased_sessions'))
    )
    with op.batch_alter_table('quarantined_events', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('phone_time', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    with op.batch_alter_table('quarantined_events', schema=None) as batch_op:
        batch_op.drop_column('phone_time')
        batch_op.drop_column('device')
    op.drop_table('erased_sessions')
