"""Which release brought which operation: what an older server cannot do, and from when a newer one can.

Found by comparing the OpenAPI documents of the releases 6.3, 6.8, 6.10, 6.13.8 and 6.14.2: an operation stands here
under the first of them from which on every later one has it. What 6.3 already had is not listed. The table only words
an error; whether a server has an operation is decided by what it answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_RELEASE: Final[Mapping[str, Mapping[str, str]]] = {
    "6.8": {
        "queue": "get_queue_item_ids get_queue_items_by_item_ids",
    },
    "6.10": {
        "app": "get_patchmatch_status",
        "model_manager": "reidentify_model",
    },
    "6.13.8": {
        "app": "get_external_provider_configs get_external_provider_statuses reset_external_provider_config "
        "set_external_provider_config update_runtime_config",
        "authentication": "create_user delete_user generate_password get_current_user_info get_setup_status get_user "
        "list_users login logout setup_admin update_current_user update_user",
        "client_state": "delete_client_state_by_key get_client_state_keys_by_prefix",
        "custom_nodes": "install_custom_node_pack list_custom_node_packs reload_custom_nodes "
        "uninstall_custom_node_pack",
        "model_manager": "bulk_delete_models bulk_reidentify_models delete_orphaned_models get_model_records_by_hash "
        "get_orphaned_models list_missing_models pause_model_install_job restart_failed_model_install_job "
        "restart_model_install_file resume_model_install_job",
        "recall": "get_recall_parameters update_recall_parameters",
        "utilities": "expand_prompt image_to_prompt",
        "virtual_boards": "list_virtual_board_image_names_by_date list_virtual_boards_by_date",
        "workflows": "get_all_tags update_workflow_is_public",
    },
    "6.14.2": {
        "app": "get_generation_device_options",
        "authentication": "refresh_media_cookie",
        "gallery": "get_gallery_item_names list_gallery_item_names list_gallery_items",
        "image_moves": "get_image_move_status start_image_move start_image_move_recovery",
        "queue": "get_queue_item_summaries_by_ids",
        "system_prompts": "create_system_prompt delete_system_prompt get_system_prompt list_system_prompts "
        "update_system_prompt",
        "utilities": "get_user_font_file list_user_fonts",
        "videos": "add_video_to_board delete_uncategorized_videos delete_video delete_videos_from_list get_video_dto "
        "get_video_full get_video_full_head get_video_metadata get_video_names get_video_thumbnail get_video_urls "
        "get_video_workflow list_video_dtos remove_video_from_board star_videos_in_list unstar_videos_in_list "
        "update_video upload_video",
        "virtual_boards": "list_virtual_board_item_names_by_date",
    },
}

SINCE: Final[Mapping[str, str]] = {
    f"{tag}.{name}": release
    for release, tags in _BY_RELEASE.items()
    for tag, names in tags.items()
    for name in names.split()
}
"""Operation, as `tag.name`, to the release that brought it."""


def release_tuple(version: str) -> tuple[int, ...]:
    """Return the numbers of a release for comparing: `"6.13.8.post1"` gives `(6, 13, 8)`.

    Args:
        version: what a server calls itself; anything after the leading numbers is ignored.
    """
    numbers: list[int] = []
    for part in version.strip().lstrip("v").split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)


def older(version: str, release: str) -> bool:
    """Tell whether a server's version comes before a release; a version that has no numbers does not."""
    numbers = release_tuple(version)
    return bool(numbers) and numbers < release_tuple(release)
