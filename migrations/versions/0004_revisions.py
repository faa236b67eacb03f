"""revisions: which of a learner's progress rows changed since a phone last asked

What is there already counts as changed once: a phone that never asked gets it.
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('learner_revisions',
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_learner_revisions_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', name=op.f('pk_learner_revisions'))
    )
    for table in ('lesson_progress', 'item_progress'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('revision', sa.Integer(), server_default='0', nullable=False))
        op.execute(f'UPDATE {table} SET revision = 1')
    op.execute('INSERT INTO learner_revisions (learner_id, revision) SELECT DISTINCT learner_id, 1 FROM lesson_progress')


def downgrade():
    for table in ('item_progress', 'lesson_progress'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('revision')
    op.drop_table('learner_revisions')
