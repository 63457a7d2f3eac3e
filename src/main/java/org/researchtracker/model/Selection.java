package org.researchtracker.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which executions and items a command is about: within one choice any value will do, between
 * choices all must hold.
 *
 * <p>Item choices ({@code outputConfig} to {@code outputConfigIndex}, and the text) must all hold
 * for one and the same item. What the time range is held against (the execution's start, or the
 * item's own time) is the reader's matter.
 *
 * @param ids the executions named, or nothing if all
 * @param config the execution's config
 * @param outputConfig an item's {@code config_used}
 * @param model an item's {@code model_used}
 * @param itemType an item's type, or a group of types
 * @param mediaType an item's medium
 * @param stage an item's stage
 * @param outputConfigIndex an item's iteration of the Stage 3-4 loop
 * @param status how the execution ended
 * @param session the execution's session
 * @param user the execution's user
 * @param device the execution's device
 * @param time the stretch of time
 * @param days stretches of time of which one must hold as well
 * @param text words that an item's content holds
 * @param leftOut user, session, device or execution ids whose executions nobody may see: consent
 *     was withdrawn
 */
public record Selection(
    Optional<Set<String>> ids,
    Choice config,
    Choice outputConfig,
    Choice model,
    Choice itemType,
    Choice mediaType,
    Choice stage,
    Choice outputConfigIndex,
    Choice status,
    Choice session,
    Choice user,
    Choice device,
    TimeRange time,
    TimeChoice days,
    Optional<TextQuery> text,
    Set<String> leftOut) {

  /** Everything. */
  public static final Selection ALL = builder().build();

  /** Copies the sets. */
  public Selection {
    ids = ids.isEmpty() ? ids : Optional.of(Set.copyOf(ids.get()));
    leftOut = Set.copyOf(leftOut);
  }

  /** Returns a builder that selects everything. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether any choice is about items. */
  public boolean choosesItems() {
    return text.isPresent() || choosesItemFields();
  }

  /** Returns whether any choice is about an item's fields, its content aside. */
  public boolean choosesItemFields() {
    return !(outputConfig.isAny()
        && model.isAny()
        && itemType.isAny()
        && mediaType.isAny()
        && stage.isAny()
        && outputConfigIndex.isAny());
  }

  /** Returns whether everything is selected, what is left out aside. */
  public boolean isAll() {
    return ids.isEmpty()
        && !choosesItems()
        && config.isAny()
        && status.isAny()
        && session.isAny()
        && user.isAny()
        && device.isAny()
        && takesEveryTime();
  }

  /** Returns whether everything is selected, and nothing left out. */
  public boolean isEverything() {
    return isAll() && leftOut.isEmpty();
  }

  /** Returns whether nothing is chosen and left out but by one stretch of time, or not even so. */
  public boolean choosesTimeAlone() {
    return toBuilder().time(TimeRange.ALWAYS).build().isEverything();
  }

  /** Returns whether something is chosen by its words, and by nothing else. */
  public boolean choosesTextAlone() {
    return text.isPresent() && toBuilder().anyText().build().isEverything();
  }

  /** Returns whether every point in time is taken, one that is not known as well. */
  public boolean takesEveryTime() {
    return time.isAlways() && days.isAny();
  }

  /** Returns whether a point in time is taken; null is one that is not known. */
  public boolean takesTime(@Nullable Instant instant) {
    return time.holds(instant) && days.takes(instant);
  }

  /** Returns whether an execution is left out because an id of its own stands in the list. */
  public boolean leavesOut(ExecutionHead head) {
    if (leftOut.isEmpty()) {
      return false;
    }
    return leftOut.contains(head.executionId())
        || (head.userId() != null && leftOut.contains(head.userId()))
        || (head.sessionId() != null && leftOut.contains(head.sessionId()))
        || (head.deviceId() != null && leftOut.contains(head.deviceId()));
  }

  /**
   * Returns whether the choices about the execution's own fields hold; ids, time and items are not
   * looked at.
   */
  public boolean takesHead(ExecutionHead head, Status executionStatus) {
    return config.takes(head.configName())
        && status.takes(executionStatus.word())
        && session.takes(head.sessionId())
        && user.takes(head.userId())
        && device.takes(head.deviceId());
  }

  /** Returns whether the choices about an item's fields hold; time and text are not looked at. */
  public boolean takesItem(StagedItem item, Optional<String> media, Optional<String> modelUsed) {
    return itemType.takes(item.itemType())
        && outputConfig.takes(item.configUsed())
        && model.takes(modelUsed.orElse(null))
        && mediaType.takes(media.orElse(null))
        && (stage.isAny() || stage.takes(Integer.toString(item.stage())))
        && (outputConfigIndex.isAny() || outputConfigIndex.takes(text(item.outputConfigIndex())));
  }

  private static @Nullable String text(@Nullable Long value) {
    return value == null ? null : Long.toString(value);
  }

  /** Returns a builder that starts from this selection. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.ids = ids;
    builder.config = config;
    builder.outputConfig = outputConfig;
    builder.model = model;
    builder.itemType = itemType;
    builder.mediaType = mediaType;
    builder.stage = stage;
    builder.outputConfigIndex = outputConfigIndex;
    builder.status = status;
    builder.session = session;
    builder.user = user;
    builder.device = device;
    builder.time = time;
    builder.days = days;
    builder.text = text;
    builder.leftOut = leftOut;
    return builder;
  }

  /** Collects choices. Not thread-safe. */
  public static final class Builder {
    private Optional<Set<String>> ids = Optional.empty();
    private Choice config = Choice.ANY;
    private Choice outputConfig = Choice.ANY;
    private Choice model = Choice.ANY;
    private Choice itemType = Choice.ANY;
    private Choice mediaType = Choice.ANY;
    private Choice stage = Choice.ANY;
    private Choice outputConfigIndex = Choice.ANY;
    private Choice status = Choice.ANY;
    private Choice session = Choice.ANY;
    private Choice user = Choice.ANY;
    private Choice device = Choice.ANY;
    private TimeRange time = TimeRange.ALWAYS;
    private TimeChoice days = TimeChoice.ANY;
    private Optional<TextQuery> text = Optional.empty();
    private Set<String> leftOut = Set.of();

    private Builder() {}

    /** Names no executions, so that all are meant. */
    public Builder anyIds() {
      ids = Optional.empty();
      return this;
    }

    /** Names the executions. */
    public Builder ids(Set<String> value) {
      ids = Optional.of(value);
      return this;
    }

    /** Chooses by the execution's config. */
    public Builder config(Choice value) {
      config = value;
      return this;
    }

    /** Chooses by an item's config. */
    public Builder outputConfig(Choice value) {
      outputConfig = value;
      return this;
    }

    /** Chooses by an item's model. */
    public Builder model(Choice value) {
      model = value;
      return this;
    }

    /** Chooses by an item's type. */
    public Builder itemType(Choice value) {
      itemType = value;
      return this;
    }

    /** Chooses by an item's medium. */
    public Builder mediaType(Choice value) {
      mediaType = value;
      return this;
    }

    /** Chooses by an item's stage. */
    public Builder stage(Choice value) {
      stage = value;
      return this;
    }

    /** Chooses by an item's iteration of the Stage 3-4 loop. */
    public Builder outputConfigIndex(Choice value) {
      outputConfigIndex = value;
      return this;
    }

    /** Chooses by how the execution ended. */
    public Builder status(Choice value) {
      status = value;
      return this;
    }

    /** Chooses by the execution's session. */
    public Builder session(Choice value) {
      session = value;
      return this;
    }

    /** Chooses by the execution's user. */
    public Builder user(Choice value) {
      user = value;
      return this;
    }

    /** Chooses by the execution's device. */
    public Builder device(Choice value) {
      device = value;
      return this;
    }

    /** Chooses by time. */
    public Builder time(TimeRange value) {
      time = value;
      return this;
    }

    /** Chooses by days. */
    public Builder days(TimeChoice value) {
      days = value;
      return this;
    }

    /** Chooses by an item's content. */
    public Builder text(TextQuery value) {
      text = Optional.of(value);
      return this;
    }

    /** Chooses by no content. */
    public Builder anyText() {
      text = Optional.empty();
      return this;
    }

    /** Leaves executions out. */
    public Builder leftOut(Set<String> value) {
      leftOut = value;
      return this;
    }

    /** Returns the selection. */
    public Selection build() {
      return new Selection(
          ids,
          config,
          outputConfig,
          model,
          itemType,
          mediaType,
          stage,
          outputConfigIndex,
          status,
          session,
          user,
          device,
          time,
          days,
          text,
          leftOut);
    }
  }
}
