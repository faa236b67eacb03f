"""Commands on groups, their people and what they are asked."""

from orientation.assignments.service.assigning import assign, assign_modules, unassign
from orientation.assignments.service.groups import (
    create_group,
    delete_group,
    read_group,
    read_group_table,
    read_groups,
    update_group,
)
from orientation.assignments.service.people import (
    add_group_learners,
    export_group,
    import_learners,
    move_learner,
    print_cards,
    read_learner,
)

__all__ = [
    "add_group_learners",
    "assign",
    "assign_modules",
    "create_group",
    "delete_group",
    "export_group",
    "import_learners",
    "move_learner",
    "print_cards",
    "read_group",
    "read_group_table",
    "read_groups",
    "read_learner",
    "unassign",
    "update_group",
]
