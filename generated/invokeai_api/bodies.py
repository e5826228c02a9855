"""The bodies of requests, as dicts with typed keys. Keys with the value `UNSET` are not sent."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from invokeai_sdk._request import File
from invokeai_sdk._types import JSONObject, JSONValue, Unset


class AddImageToBoardBody(TypedDict):
    """The body of a request: `AddImageToBoardBody`."""

    board_id: str
    """The id of the board to add to"""
    image_name: str
    """The name of the image to add"""


class AddImagesToBoardBody(TypedDict):
    """The body of a request: `AddImagesToBoardBody`."""

    board_id: str
    """The id of the board to add to"""
    image_names: list[str]
    """The names of the images to add"""


class AdminUserCreateRequest(TypedDict):
    """Request body for admin to create a new user."""

    email: str
    """User email address"""
    display_name: NotRequired[str | None | Unset]
    """Display name"""
    password: str
    """User password"""
    is_admin: NotRequired[bool | Unset]
    """Whether user should have admin privileges"""


class AdminUserUpdateRequest(TypedDict):
    """Request body for admin to update any user."""

    display_name: NotRequired[str | None | Unset]
    """Display name"""
    password: NotRequired[str | None | Unset]
    """New password"""
    is_admin: NotRequired[bool | None | Unset]
    """Whether user should have admin privileges"""
    is_active: NotRequired[bool | None | Unset]
    """Whether user account should be active"""


class Batch(TypedDict):
    """The body of a request: `Batch`."""

    batch_id: NotRequired[str]
    """The ID of the batch"""
    origin: NotRequired[str | None]
    """The origin of this queue item. This data is used by the frontend to determine how to handle results."""
    destination: NotRequired[str | None]
    """The origin of this queue item. This data is used by the frontend to determine how to handle results"""
    data: NotRequired[list[list[BatchDatum]] | None]
    """The batch data collection."""
    graph: JSONObject
    """The graph to initialize the session with"""
    workflow: NotRequired[JSONObject | None]
    """The workflow to initialize the session with"""
    runs: int
    """Int stating how many times to iterate through all possible batch indices"""


class BatchDatum(TypedDict):
    """The body of a request: `BatchDatum`."""

    node_path: str
    """The node into which this batch data collection will be substituted."""
    field_name: str
    """The field into which this batch data collection will be substituted."""
    items: NotRequired[
        list[str | float | int | ImageField | VideoField | list[str | float | int | ImageField | VideoField]]
    ]
    """The list of items to substitute into the node/field."""


class BoardChanges(TypedDict):
    """Known values: private, shared, public."""

    board_name: NotRequired[str | None | Unset]
    """The board's new name."""
    cover_image_name: NotRequired[str | None | Unset]
    """The name of the board's new cover image."""
    archived: NotRequired[bool | None | Unset]
    """Whether or not the board is archived"""
    board_visibility: NotRequired[str | None | Unset]
    """The visibility of the board. Known values: private, shared, public."""


class BulkDeleteModelsRequest(TypedDict):
    """Request body for bulk model deletion."""

    keys: list[str]
    """List of model keys to delete"""


class BulkReidentifyModelsRequest(TypedDict):
    """Request body for bulk model reidentification."""

    keys: list[str]
    """List of model keys to reidentify"""


class CancelByBatchIdsBody(TypedDict):
    """The body of a request: `CancelByBatchIdsBody`."""

    batch_ids: list[str]
    """The list of batch_ids to cancel all queue items for"""


class ControlNetRecallParameter(TypedDict):
    """ControlNet configuration for recall. Known values: balanced, more_prompt, more_control."""

    model_name: str
    """The name of the ControlNet/T2I Adapter/Control LoRA model"""
    image_name: NotRequired[str | None]
    """The filename of the control image in outputs/images"""
    weight: NotRequired[float]
    """The weight for the control adapter"""
    begin_step_percent: NotRequired[float | None]
    """When the control adapter is first applied (% of total steps)"""
    end_step_percent: NotRequired[float | None]
    """When the control adapter is last applied (% of total steps)"""
    control_mode: NotRequired[str | None]
    """The control mode (ControlNet only). Known values: balanced, more_prompt, more_control."""


class CreateImageUploadEntryBody(TypedDict):
    """The body of a request: `CreateImageUploadEntryBody`."""

    width: int
    """The width of the image"""
    height: int
    """The height of the image"""
    board_id: NotRequired[str | None | Unset]
    """The board to add this image to, if any"""


class CreateStylePresetBody(TypedDict):
    """The body of a request: `CreateStylePresetBody`."""

    image: NotRequired[File | Unset]
    """The image file to upload"""
    data: str
    """The data of the style preset to create"""


class CreateWorkflowBody(TypedDict):
    """The body of a request: `CreateWorkflowBody`."""

    workflow: JSONObject
    """The workflow to create"""


class DeleteImagesFromListBody(TypedDict):
    """The body of a request: `DeleteImagesFromListBody`."""

    image_names: list[str]
    """The list of names of images to delete"""


class DeleteOrphanedModelsRequest(TypedDict):
    """Request to delete specific orphaned model directories."""

    paths: list[str]
    """List of relative paths to delete"""


class DoHfLoginBody(TypedDict):
    """The body of a request: `DoHfLoginBody`."""

    token: str
    """Hugging Face token to use for login"""


class DownloadImagesFromListBody(TypedDict):
    """The body of a request: `DownloadImagesFromListBody`."""

    image_names: NotRequired[list[str] | None | Unset]
    """The list of names of images to download"""
    board_id: NotRequired[str | None | Unset]
    """The board from which image should be downloaded"""


class EnqueueBatchBody(TypedDict):
    """The body of a request: `EnqueueBatchBody`."""

    batch: Batch
    """Batch to process"""
    prepend: NotRequired[bool | Unset]
    """Whether or not to prepend this batch in the queue"""


class ExpandPromptRequest(TypedDict):
    """The body of a request: `ExpandPromptRequest`."""

    prompt: str
    model_key: str
    max_tokens: NotRequired[int | Unset]
    system_prompt: NotRequired[str | None | Unset]
    seed: NotRequired[int | None | Unset]
    """Seed for reproducible text generation"""
    task_id: NotRequired[str | None | Unset]
    """Client-supplied task ID used to correlate socket progress events to this request"""


class ExternalImageSize(TypedDict):
    """The body of a request: `ExternalImageSize`."""

    width: int
    height: int


class ExternalModelCapabilities(TypedDict):
    """Known values: txt2img, img2img, inpaint, alpha, binary, none."""

    modes: NotRequired[list[str]]
    """Known values: txt2img, img2img, inpaint."""
    supports_reference_images: NotRequired[bool]
    supports_negative_prompt: NotRequired[bool]
    supports_seed: NotRequired[bool]
    supports_guidance: NotRequired[bool]
    supports_steps: NotRequired[bool]
    max_images_per_request: NotRequired[int | None]
    max_image_size: NotRequired[ExternalImageSize | None]
    allowed_aspect_ratios: NotRequired[list[str] | None]
    aspect_ratio_sizes: NotRequired[dict[str, ExternalImageSize] | None]
    resolution_presets: NotRequired[list[ExternalResolutionPreset] | None]
    max_reference_images: NotRequired[int | None]
    mask_format: NotRequired[str]
    """Known values: alpha, binary, none."""
    input_image_required_for: NotRequired[list[str] | None]
    """Known values: txt2img, img2img, inpaint."""


class ExternalProviderConfigUpdate(TypedDict):
    """The body of a request: `ExternalProviderConfigUpdate`."""

    api_key: NotRequired[str | None | Unset]
    """API key for the external provider"""
    base_url: NotRequired[str | None | Unset]
    """Optional base URL override for the provider"""


class ExternalResolutionPreset(TypedDict):
    """The body of a request: `ExternalResolutionPreset`."""

    label: str
    """Display label, e.g. '1:1 (1K)'"""
    aspect_ratio: str
    """Aspect ratio string, e.g. '1:1'"""
    image_size: str
    """Image size preset, e.g. '1K'"""
    width: int
    height: int


class GetImagesByNamesBody(TypedDict):
    """The body of a request: `GetImagesByNamesBody`."""

    image_names: list[str]
    """Object containing list of image names to fetch DTOs for"""


class GetQueueItemSummariesByIdsBody(TypedDict):
    """The body of a request: `GetQueueItemSummariesByIdsBody`."""

    item_ids: list[int]
    """Object containing list of queue item ids to fetch summaries for"""


class GetQueueItemsByItemIdsBody(TypedDict):
    """The body of a request: `GetQueueItemsByItemIdsBody`."""

    item_ids: list[int]
    """Object containing list of queue item ids to fetch queue items for"""


class IPAdapterRecallParameter(TypedDict):
    """IP Adapter configuration for recall. Known values: full, style, composition, lowest, low, medium, high, highest."""

    model_name: str
    """The name of the IP Adapter model"""
    image_name: NotRequired[str | None]
    """The filename of the reference image in outputs/images"""
    weight: NotRequired[float]
    """The weight for the IP Adapter"""
    begin_step_percent: NotRequired[float | None]
    """When the IP Adapter is first applied (% of total steps)"""
    end_step_percent: NotRequired[float | None]
    """When the IP Adapter is last applied (% of total steps)"""
    method: NotRequired[str | None]
    """The IP Adapter method. Known values: full, style, composition."""
    image_influence: NotRequired[str | None]
    """FLUX Redux image influence (if model is flux_redux). Known values: lowest, low, medium, high, highest."""


class ImageField(TypedDict):
    """An image primitive field"""

    image_name: str
    """The name of the image"""


class ImageRecordChanges(TypedDict):
    """A set of changes to apply to an image record. Only limited changes are valid: - `image_category`: change the category of an image - `session_id`: change the session associated with an image - `is_intermediate`: change the image's `is_intermediate` flag - `starred`: change whether the image is starred. Known values: general, mask, control, user, other."""

    image_category: NotRequired[str | None | Unset]
    """The image's new category. Known values: general, mask, control, user, other."""
    session_id: NotRequired[str | None | Unset]
    """The image's new session ID."""
    is_intermediate: NotRequired[bool | None | Unset]
    """The image's new `is_intermediate` flag."""
    starred: NotRequired[bool | None | Unset]
    """The image's new `starred` state"""


class ImageToPromptRequest(TypedDict):
    """The body of a request: `ImageToPromptRequest`."""

    image_name: str
    model_key: str
    instruction: NotRequired[str | Unset]
    task_id: NotRequired[str | None | Unset]
    """Client-supplied task ID used to correlate socket progress events to this request"""


class ImportStylePresetsBody(TypedDict):
    """The body of a request: `ImportStylePresetsBody`."""

    file: File
    """The file to import"""


class InstallNodePackRequest(TypedDict):
    """Request to install a node pack from a git URL."""

    source: str
    """Git URL of the node pack to install."""


class LoRARecallParameter(TypedDict):
    """LoRA configuration for recall"""

    model_name: str
    """The name of the LoRA model"""
    weight: NotRequired[float]
    """The weight for the LoRA"""
    is_enabled: NotRequired[bool]
    """Whether the LoRA is enabled"""


class LoginRequest(TypedDict):
    """Request body for user login."""

    email: str
    """User email address"""
    password: str
    """User password"""
    remember_me: NotRequired[bool | Unset]
    """Whether to extend session duration"""


class ModelRecordChanges(TypedDict):
    """A set of changes to apply to a model. Known values: path, url, hf_repo_id, external, any, sd-1, sd-2, sd-3, sdxl, sdxl-refiner, flux, flux2, cogview4, z-image, ernie-image, ideogram-4, qwen-image, anima, krea-2, wan, unknown, onnx, main, vae, lora, control_lora, controlnet, embedding, ip_adapter, clip_vision, clip_embed, t2i_adapter, t5_encoder, qwen3_encoder, qwen_vl_encoder, qwen3_vl_encoder, mistral_encoder, wan_t5_encoder, gemma2_encoder, spandrel_image_to_image, siglip, flux_redux, llava_onevision, prompt_enhancer, text_llm, external_image_generator, pid_decoder, normal, inpaint, depth, large, gigantic, schnell, dev, dev_fill, klein_4b, klein_4b_base, klein_9b, klein_9b_base, turbo, zbase, generate, edit, t2v_a14b, i2v_a14b, ti2v_5b, a14b, 5b, qwen3_4b, qwen3_8b, qwen3_06b, krea2_turbo, krea2_base, cow_mistral3_small, mistral3_24b, res2k_sr4x, res2kto4k_sr4x, epsilon, v_prediction, sample."""

    source: NotRequired[str | None | Unset]
    """original source of the model"""
    source_type: NotRequired[str | None | Unset]
    """type of model source. Known values: path, url, hf_repo_id, external."""
    source_api_response: NotRequired[str | None | Unset]
    """metadata from remote source"""
    source_url: NotRequired[str | None | Unset]
    """Optional URL for the model (e.g. download page)"""
    name: NotRequired[str | None | Unset]
    """Name of the model."""
    path: NotRequired[str | None | Unset]
    """Path to the model."""
    description: NotRequired[str | None | Unset]
    """Model description"""
    base: NotRequired[str | None | Unset]
    """The base model. Known values: any, sd-1, sd-2, sd-3, sdxl, sdxl-refiner, flux, flux2, cogview4, z-image, ernie-image, ideogram-4, external, qwen-image, anima, krea-2, wan, unknown."""
    type: NotRequired[str | None | Unset]
    """Type of model. Known values: onnx, main, vae, lora, control_lora, controlnet, embedding, ip_adapter, clip_vision, clip_embed, t2i_adapter, t5_encoder, qwen3_encoder, qwen_vl_encoder, qwen3_vl_encoder, mistral_encoder, wan_t5_encoder, gemma2_encoder, spandrel_image_to_image, siglip, flux_redux, llava_onevision, prompt_enhancer, text_llm, external_image_generator, pid_decoder, unknown."""
    key: NotRequired[str | None | Unset]
    """Database ID for this model"""
    hash: NotRequired[str | None | Unset]
    """hash of model file"""
    file_size: NotRequired[int | None | Unset]
    """Size of model file"""
    format: NotRequired[str | None | Unset]
    """format of model file"""
    trigger_phrases: NotRequired[list[str] | None | Unset]
    """Set of trigger phrases for this model"""
    default_settings: NotRequired[JSONValue | Unset]
    """Default settings for this model"""
    provider_id: NotRequired[str | None | Unset]
    """External provider identifier"""
    provider_model_id: NotRequired[str | None | Unset]
    """External provider model identifier"""
    capabilities: NotRequired[ExternalModelCapabilities | None | Unset]
    """External model capabilities"""
    cpu_only: NotRequired[bool | None | Unset]
    """Whether this model should run on CPU only"""
    variant: NotRequired[str | None | Unset]
    """The variant of the model. Known values: normal, inpaint, depth, large, gigantic, schnell, dev, dev_fill, klein_4b, klein_4b_base, klein_9b, klein_9b_base, turbo, zbase, generate, edit, t2v_a14b, i2v_a14b, ti2v_5b, a14b, 5b, qwen3_4b, qwen3_8b, qwen3_06b, krea2_turbo, krea2_base, cow_mistral3_small, mistral3_24b, res2k_sr4x, res2kto4k_sr4x."""
    prediction_type: NotRequired[str | None | Unset]
    """The prediction type of the model. Known values: epsilon, v_prediction, sample."""
    upcast_attention: NotRequired[bool | None | Unset]
    """Whether to upcast attention."""
    config_path: NotRequired[str | None | Unset]
    """Path to config file for model"""


class ModelRelationshipBatchRequest(TypedDict):
    """The body of a request: `ModelRelationshipBatchRequest`."""

    model_keys: list[str]
    """List of model keys to fetch related models for"""


class ModelRelationshipCreateRequest(TypedDict):
    """The body of a request: `ModelRelationshipCreateRequest`."""

    model_key_1: str
    """The key of the first model in the relationship"""
    model_key_2: str
    """The key of the second model in the relationship"""


class ParseDynamicpromptsBody(TypedDict):
    """The body of a request: `ParseDynamicpromptsBody`."""

    prompt: str
    """The prompt to parse with dynamicprompts"""
    max_prompts: NotRequired[int | Unset]
    """The max number of prompts to generate"""
    combinatorial: NotRequired[bool | Unset]
    """Whether to use the combinatorial generator"""
    seed: NotRequired[int | None | Unset]
    """The seed to use for random generation. Only used if not combinatorial"""


class RecallParameter(TypedDict):
    """Request model for updating recallable parameters."""

    positive_prompt: NotRequired[str | None | Unset]
    """Positive prompt text"""
    negative_prompt: NotRequired[str | None | Unset]
    """Negative prompt text"""
    model: NotRequired[str | None | Unset]
    """Main model name/identifier"""
    refiner_model: NotRequired[str | None | Unset]
    """Refiner model name/identifier"""
    vae_model: NotRequired[str | None | Unset]
    """VAE model name/identifier"""
    scheduler: NotRequired[str | None | Unset]
    """Scheduler name"""
    steps: NotRequired[int | None | Unset]
    """Number of generation steps"""
    refiner_steps: NotRequired[int | None | Unset]
    """Number of refiner steps"""
    cfg_scale: NotRequired[float | None | Unset]
    """CFG scale for guidance"""
    cfg_rescale_multiplier: NotRequired[float | None | Unset]
    """CFG rescale multiplier"""
    refiner_cfg_scale: NotRequired[float | None | Unset]
    """Refiner CFG scale"""
    guidance: NotRequired[float | None | Unset]
    """Guidance scale"""
    width: NotRequired[int | None | Unset]
    """Image width in pixels"""
    height: NotRequired[int | None | Unset]
    """Image height in pixels"""
    seed: NotRequired[int | None | Unset]
    """Random seed"""
    denoise_strength: NotRequired[float | None | Unset]
    """Denoising strength"""
    refiner_denoise_start: NotRequired[float | None | Unset]
    """Refiner denoising start"""
    clip_skip: NotRequired[int | None | Unset]
    """CLIP skip layers"""
    seamless_x: NotRequired[bool | None | Unset]
    """Enable seamless X tiling"""
    seamless_y: NotRequired[bool | None | Unset]
    """Enable seamless Y tiling"""
    refiner_positive_aesthetic_score: NotRequired[float | None | Unset]
    """Refiner positive aesthetic score"""
    refiner_negative_aesthetic_score: NotRequired[float | None | Unset]
    """Refiner negative aesthetic score"""
    loras: NotRequired[list[LoRARecallParameter] | None | Unset]
    """List of LoRAs with their weights"""
    control_layers: NotRequired[list[ControlNetRecallParameter] | None | Unset]
    """List of control adapters (ControlNet, T2I Adapter, Control LoRA) with their settings"""
    ip_adapters: NotRequired[list[IPAdapterRecallParameter] | None | Unset]
    """List of IP Adapters with their settings"""
    reference_images: NotRequired[list[ReferenceImageRecallParameter] | None | Unset]
    """List of model-free reference images for architectures that consume reference images directly (FLUX.2 Klein, FLUX Kontext, Qwen Image Edit). The frontend picks the correct config type based on the currently-selected main model."""


class ReferenceImageRecallParameter(TypedDict):
    """Global reference-image configuration for recall. Used for reference images that feed directly into the main model rather than through a separate IP-Adapter / ControlNet model — for example FLUX.2 Klein, FLUX Kontext, and Qwen Image Edit. The receiving frontend picks the correct config type (``flux2_reference_image`` / ``qwen_image_reference_image`` / ``flux_kontext_reference_image``) based on the currently-selected main model."""

    image_name: str
    """The filename of the reference image in outputs/images"""


class RemoveImageFromBoardBody(TypedDict):
    """The body of a request: `RemoveImageFromBoardBody`."""

    image_name: str
    """The name of the image to remove"""


class RemoveImagesFromBoardBody(TypedDict):
    """The body of a request: `RemoveImagesFromBoardBody`."""

    image_names: list[str]
    """The names of the images to remove"""


class RemoveVideoFromBoardBody(TypedDict):
    """The body of a request: `RemoveVideoFromBoardBody`."""

    video_name: str
    """The name of the video to remove from its board"""


class SetWorkflowThumbnailBody(TypedDict):
    """The body of a request: `SetWorkflowThumbnailBody`."""

    image: File
    """The image file to upload"""


class SetupRequest(TypedDict):
    """Request body for initial admin setup."""

    email: str
    """Admin email address"""
    display_name: NotRequired[str | None | Unset]
    """Admin display name"""
    password: str
    """Admin password"""


class StarImagesInListBody(TypedDict):
    """The body of a request: `StarImagesInListBody`."""

    image_names: list[str]
    """The list of names of images to star"""


class SystemPromptChanges(TypedDict):
    """The body of a request: `SystemPromptChanges`."""

    name: NotRequired[str | None | Unset]
    """The new name."""
    content: NotRequired[str | None | Unset]
    """The new content."""
    is_public: NotRequired[bool | None | Unset]
    """Whether the prompt is shared with all users."""


class SystemPromptWithoutId(TypedDict):
    """The body of a request: `SystemPromptWithoutId`."""

    name: str
    """The name of the system prompt."""
    content: str
    """The system prompt content."""


class UnstarImagesInListBody(TypedDict):
    """The body of a request: `UnstarImagesInListBody`."""

    image_names: list[str]
    """The list of names of images to unstar"""


class UpdateAppGenerationSettingsRequest(TypedDict):
    """Writable generation-related app settings. Known values: flat, date, type, hash."""

    image_subfolder_strategy: NotRequired[str | Unset]
    """Strategy for organizing images into subfolders. Known values: flat, date, type, hash."""
    max_queue_history: NotRequired[int | None | Unset]
    """Keep the last N completed, failed, and canceled queue items on startup. Set to 0 to prune all terminal items."""
    generation_devices: NotRequired[JSONValue | Unset]
    """Devices to use for parallel generation. `auto` uses every available GPU; provide an explicit list (e.g. `[cuda:0, cuda:1]`) to use specific devices. Takes effect after restarting InvokeAI."""


class UpdateModelImageBody(TypedDict):
    """The body of a request: `UpdateModelImageBody`."""

    image: File


class UpdateStylePresetBody(TypedDict):
    """The body of a request: `UpdateStylePresetBody`."""

    image: NotRequired[File | Unset]
    """The image file to upload"""
    data: str
    """The data of the style preset to update"""


class UpdateWorkflowBody(TypedDict):
    """The body of a request: `UpdateWorkflowBody`."""

    workflow: JSONObject
    """The updated workflow"""


class UpdateWorkflowIsPublicBody(TypedDict):
    """The body of a request: `UpdateWorkflowIsPublicBody`."""

    is_public: bool
    """Whether the workflow should be shared publicly"""


class UploadImageBody(TypedDict):
    """The body of a request: `UploadImageBody`."""

    file: File
    resize_to: NotRequired[str | Unset]
    """Dimensions to resize the image to, must be stringified tuple of 2 integers. Max total pixel count: 16777216"""
    metadata: NotRequired[str | Unset]
    """The metadata to associate with the image, must be a stringified JSON dict"""


class UploadVideoBody(TypedDict):
    """The body of a request: `UploadVideoBody`."""

    file: File
    metadata: NotRequired[str | Unset]
    """The metadata to associate with the video, must be a stringified JSON dict"""


class UserProfileUpdateRequest(TypedDict):
    """Request body for a user to update their own profile."""

    display_name: NotRequired[str | None | Unset]
    """New display name"""
    current_password: NotRequired[str | None | Unset]
    """Current password (required when changing password)"""
    new_password: NotRequired[str | None | Unset]
    """New password"""


class VideoBoardArg(TypedDict):
    """The body of a request: `VideoBoardArg`."""

    board_id: str
    """The id of the board to add or remove the video from"""
    video_name: str
    """The name of the video to add to / remove from the board"""


class VideoField(TypedDict):
    """A video primitive field"""

    video_name: NotRequired[str]
    """The name of the video"""


class VideoNamesBatch(TypedDict):
    """The body of a request: `VideoNamesBatch`."""

    video_names: list[str]
    """The list of video names to process"""


class VideoRecordChanges(TypedDict):
    """Allowed mutations on a video record. Known values: general, mask, control, user, other."""

    video_category: NotRequired[str | None | Unset]
    """The video's new category. Known values: general, mask, control, user, other."""
    session_id: NotRequired[str | None | Unset]
    """The video's new session ID."""
    is_intermediate: NotRequired[bool | None | Unset]
    """The video's new `is_intermediate` flag."""
    starred: NotRequired[bool | None | Unset]
    """The video's new `starred` state."""
