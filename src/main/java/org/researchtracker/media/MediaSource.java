package org.researchtracker.media;

/**
 * A place that is asked after the folders: the media store, ComfyUI, the web.
 *
 * <p>Implementations are safe for use by several threads at once, and give a verdict instead of
 * throwing.
 */
@FunctionalInterface
public interface MediaSource {

  /**
   * Looks for a medium that the steps before did not find.
   *
   * @param soFar why they did not
   * @return the medium; or a reason that knows more, such as {@code expired}; else {@code soFar}
   */
  Resolution find(MediaReference reference, Resolution.Missing soFar);
}
