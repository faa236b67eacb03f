"""generations: how often something was taken away from a learner's progress, which her phones must forget too"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('learner_revisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('generation', sa.Integer(), server_default='0', nullable=False))


def downgrade():
    with op.batch_alter_table('learner_revisions', schema=None) as batch_op:
        batch_op.drop_column('generation')
