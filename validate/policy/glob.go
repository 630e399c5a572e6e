package policy

import (
	"errors"
	"path"
	"strings"
)

// matches reports whether a glob matches a path, segment by segment as path.Match does. A segment ** matches any number
// of segments.
func matches(glob, file string) bool {
	return matchSegments(strings.Split(glob, "/"), strings.Split(file, "/"))
}

// matchSegments backtracks to the last ** only, which is sufficient and keeps its time bounded for any glob.
func matchSegments(glob, file []string) bool {
	g, f := 0, 0
	starred, retry := -1, 0
	for f < len(file) {
		switch {
		case g < len(glob) && glob[g] == "**":
			starred, retry = g, f
			g++
		case g < len(glob) && matchSegment(glob[g], file[f]):
			g++
			f++
		case starred >= 0:
			retry++
			g, f = starred+1, retry
		default:
			return false
		}
	}
	for g < len(glob) && glob[g] == "**" {
		g++
	}
	return g == len(glob)
}

func matchSegment(glob, name string) bool {
	ok, err := path.Match(glob, name)
	return ok && err == nil
}

// checkGlob returns what is wrong with a glob.
func checkGlob(glob string) error {
	if strings.HasPrefix(glob, "/") || strings.HasPrefix(glob, "./") || strings.HasPrefix(glob, "../") {
		return errors.New("it must be relative to the content directory, as in drugs/draft-*.yaml")
	}
	for segment := range strings.SplitSeq(glob, "/") {
		if _, err := path.Match(segment, ""); err != nil || segment == "" {
			return errors.New("* and ? match letters of a name, [a-z] one of several, and ** between slashes any folders")
		}
	}
	return nil
}
