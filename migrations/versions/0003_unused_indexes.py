"""indexes that no query used: each new event had to be written into them

The primary key (learner_id, id) and the unique index (learner_id, fingerprint) serve every query there is, and the
cascade when a learner is erased.
"""

from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('learning_events', schema=None) as batch_op:
        batch_op.drop_index('ix_learning_events_lesson')
    with op.batch_alter_table('quarantined_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quarantined_events_learner_id'))


def downgrade():
    with op.batch_alter_table('quarantined_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quarantined_events_learner_id'), ['learner_id'], unique=False)
    with op.batch_alter_table('learning_events', schema=None) as batch_op:
        batch_op.create_index('ix_learning_events_lesson', ['learner_id', 'pack', 'module', 'lesson'], unique=False)
