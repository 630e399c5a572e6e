package follow

// Compatible is compatible, for tests: no builder makes a release of another schema.
var Compatible = compatible

// Guard is guard of a follower that accepts a loss of a percentage.
func Guard(maxShrink int, now, before int64) error {
	return (&Follower{options: Options{MaxShrink: maxShrink}}).guard(1, "records", now, before)
}
