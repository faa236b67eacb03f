"""placements: where learners were placed, and whether they show it"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('placements',
    sa.Column('learner_id', sa.Uuid(), nullable=False),
    sa.Column('pack', sa.String(length=60), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_event', sa.Uuid(), nullable=True),
    sa.Column('first_levels', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_event', sa.Uuid(), nullable=True),
    sa.Column('last_levels', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('shared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('shared_event', sa.Uuid(), nullable=True),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), server_default='0', nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learners.id'], name=op.f('fk_placements_learner_id_learners'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', 'pack', name=op.f('pk_placements'))
    )


def downgrade():
    op.drop_table('placements')
