package org.researchtracker.server;

import static org.researchtracker.fuzzing.Inputs.check;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;
import org.researchtracker.model.SelectionWords;
import org.researchtracker.model.TimeExpressions;
import org.researchtracker.model.TrackerException;

/** Whatever stands behind the question mark is understood, or refused as the caller's mistake. */
final class QueryFuzz implements FuzzTarget {
  private static final TimeExpressions TIMES =
      new TimeExpressions(
          Clock.fixed(Instant.parse("2025-11-03T13:30:21Z"), ZoneOffset.UTC),
          ZoneId.of("Europe/Berlin"));

  @Override
  public List<byte[]> seeds() {
    return Inputs.of(
        "id=latest&limit=20&cursor=abc",
        "config=dada,!bauhaus&output-config=sd35_large&model=m&item-type=output,!safety",
        "media-type=image&stage=4&output-config-index=1&status=completed",
        "session=s&user=u&device=d&on=2025-11-03&since=-3d&until=today",
        "text=broken+clocks&q=%C3%BCber&limit=0");
  }

  @Override
  public void take(byte[] input) {
    String raw = Inputs.text(input);
    Query query;
    try {
      query = Query.parse(raw, Parameters.search());
    } catch (HttpProblem e) {
      return;
    }
    Query again = Query.parse(query.with("cursor", raw), Parameters.search());
    check(again.last("cursor").equals(Optional.of(raw)), "a value is not read back");
    for (String name : query.names()) {
      check(name.equals("cursor") || again.all(name).equals(query.all(name)), name + " differs");
    }
    try {
      SelectionWords words = query.words();
      words.limit();
      words.toSelection(TIMES).build();
    } catch (TrackerException e) {
      query.mistake(e);
    }
  }
}
