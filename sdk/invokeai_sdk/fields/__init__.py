"""Field classes: typed values of workflow inputs, with conversion to and from the server's JSON.

- `Ivk…Field`: one class per field type, such as `IvkIntegerField` or `IvkImageField`. `coerce` converts a Python value,
  `from_api` and `to_api` convert JSON. `Ivk…CollectionField` classes hold lists.
- Values of fields that are not plain Python: `ModelIdentifier`, `LoRA`, `Color`, `BoundingBox`, and the generators,
  such as `IntegerRandomUniform`.
- `PendingUpload`, `PendingModel`, `PendingBoard`: placeholders that the client replaces when it submits a workflow.
- `FieldType`, `Cardinality`, `InputTemplate`: the server's description of an input. `get_field_class` returns the field
  class of a field type.

Other packages can register field classes for the types of their own nodes; `invokeai_sdk.fields.plugins` shows how.
Importing this package imports none of its modules; each name imports its module when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach

if TYPE_CHECKING:
    from invokeai_sdk.fields.base import IvkCollectionField, IvkField
    from invokeai_sdk.fields.compound import (
        BoundingBox,
        Color,
        IvkBoundingBoxField,
        IvkColorField,
    )
    from invokeai_sdk.fields.generator_fields import (
        IvkFloatGeneratorField,
        IvkImageGeneratorField,
        IvkIntegerGeneratorField,
        IvkStringGeneratorField,
    )
    from invokeai_sdk.fields.generators import (
        AnyGenerator,
        FloatArithmeticSequence,
        FloatGenerator,
        FloatLinearDistribution,
        FloatParseString,
        FloatRandomUniform,
        Generator,
        ImageGenerator,
        ImageImagesFromBoard,
        IntegerArithmeticSequence,
        IntegerGenerator,
        IntegerLinearDistribution,
        IntegerParseString,
        IntegerRandomUniform,
        StringDynamicPromptsCombinatorial,
        StringDynamicPromptsRandom,
        StringGenerator,
        StringParseString,
    )
    from invokeai_sdk.fields.models import (
        IvkLoRACollectionField,
        IvkLoRAField,
        IvkModelIdentifierCollectionField,
        IvkModelIdentifierField,
        LoRA,
        ModelIdentifier,
        ModelReference,
    )
    from invokeai_sdk.fields.opaque import IvkMetadataField, IvkUnknownField
    from invokeai_sdk.fields.pending import (
        Pending,
        PendingBoard,
        PendingModel,
        PendingSource,
        PendingUpload,
    )
    from invokeai_sdk.fields.references import (
        IvkBoardField,
        IvkImageCollectionField,
        IvkImageField,
        IvkStylePresetField,
        IvkSystemPromptField,
        IvkVideoCollectionField,
        IvkVideoField,
        MediaReference,
    )
    from invokeai_sdk.fields.registry import get_field_class
    from invokeai_sdk.fields.scalars import (
        IvkBooleanCollectionField,
        IvkBooleanField,
        IvkEnumCollectionField,
        IvkEnumField,
        IvkFloatCollectionField,
        IvkFloatField,
        IvkIntegerCollectionField,
        IvkIntegerField,
        IvkSavedWorkflowField,
        IvkSchedulerField,
        IvkStringCollectionField,
        IvkStringField,
    )
    from invokeai_sdk.fields.validate import Violation
    from invokeai_sdk.schema.types import (
        Cardinality,
        EnumOption,
        FieldType,
        InputKind,
        InputTemplate,
    )
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".base": ["IvkCollectionField", "IvkField"],
            ".compound": ["BoundingBox", "Color", "IvkBoundingBoxField", "IvkColorField"],
            ".generator_fields": [
                "IvkFloatGeneratorField",
                "IvkImageGeneratorField",
                "IvkIntegerGeneratorField",
                "IvkStringGeneratorField",
            ],
            ".generators": [
                "AnyGenerator",
                "FloatArithmeticSequence",
                "FloatGenerator",
                "FloatLinearDistribution",
                "FloatParseString",
                "FloatRandomUniform",
                "Generator",
                "ImageGenerator",
                "ImageImagesFromBoard",
                "IntegerArithmeticSequence",
                "IntegerGenerator",
                "IntegerLinearDistribution",
                "IntegerParseString",
                "IntegerRandomUniform",
                "StringDynamicPromptsCombinatorial",
                "StringDynamicPromptsRandom",
                "StringGenerator",
                "StringParseString",
            ],
            ".models": [
                "IvkLoRACollectionField",
                "IvkLoRAField",
                "IvkModelIdentifierCollectionField",
                "IvkModelIdentifierField",
                "LoRA",
                "ModelIdentifier",
                "ModelReference",
            ],
            ".opaque": ["IvkMetadataField", "IvkUnknownField"],
            ".pending": ["Pending", "PendingBoard", "PendingModel", "PendingSource", "PendingUpload"],
            ".references": [
                "IvkBoardField",
                "IvkImageCollectionField",
                "IvkImageField",
                "IvkStylePresetField",
                "IvkSystemPromptField",
                "IvkVideoCollectionField",
                "IvkVideoField",
                "MediaReference",
            ],
            ".registry": ["get_field_class"],
            ".scalars": [
                "IvkBooleanCollectionField",
                "IvkBooleanField",
                "IvkEnumCollectionField",
                "IvkEnumField",
                "IvkFloatCollectionField",
                "IvkFloatField",
                "IvkIntegerCollectionField",
                "IvkIntegerField",
                "IvkSavedWorkflowField",
                "IvkSchedulerField",
                "IvkStringCollectionField",
                "IvkStringField",
            ],
            ".validate": ["Violation"],
            "invokeai_sdk.schema.types": ["Cardinality", "EnumOption", "FieldType", "InputKind", "InputTemplate"],
        },
    )

__all__ = [
    "AnyGenerator",
    "BoundingBox",
    "Cardinality",
    "Color",
    "EnumOption",
    "FieldType",
    "FloatArithmeticSequence",
    "FloatGenerator",
    "FloatLinearDistribution",
    "FloatParseString",
    "FloatRandomUniform",
    "Generator",
    "ImageGenerator",
    "ImageImagesFromBoard",
    "InputKind",
    "InputTemplate",
    "IntegerArithmeticSequence",
    "IntegerGenerator",
    "IntegerLinearDistribution",
    "IntegerParseString",
    "IntegerRandomUniform",
    "IvkBoardField",
    "IvkBooleanCollectionField",
    "IvkBooleanField",
    "IvkBoundingBoxField",
    "IvkCollectionField",
    "IvkColorField",
    "IvkEnumCollectionField",
    "IvkEnumField",
    "IvkField",
    "IvkFloatCollectionField",
    "IvkFloatField",
    "IvkFloatGeneratorField",
    "IvkImageCollectionField",
    "IvkImageField",
    "IvkImageGeneratorField",
    "IvkIntegerCollectionField",
    "IvkIntegerField",
    "IvkIntegerGeneratorField",
    "IvkLoRACollectionField",
    "IvkLoRAField",
    "IvkMetadataField",
    "IvkModelIdentifierCollectionField",
    "IvkModelIdentifierField",
    "IvkSavedWorkflowField",
    "IvkSchedulerField",
    "IvkStringCollectionField",
    "IvkStringField",
    "IvkStringGeneratorField",
    "IvkStylePresetField",
    "IvkSystemPromptField",
    "IvkUnknownField",
    "IvkVideoCollectionField",
    "IvkVideoField",
    "LoRA",
    "MediaReference",
    "ModelIdentifier",
    "ModelReference",
    "Pending",
    "PendingBoard",
    "PendingModel",
    "PendingSource",
    "PendingUpload",
    "StringDynamicPromptsCombinatorial",
    "StringDynamicPromptsRandom",
    "StringGenerator",
    "StringParseString",
    "Violation",
    "get_field_class",
]
