package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/rules"
)

// noConfig is the value of --config for no configuration.
const noConfig = "none"

// lintConfig is a compendium.yaml, or the default where there is none.
type lintConfig struct {
	policy   *policy.Policy
	problems []finding.Finding
}

// name returns the path of the file, or "" for the default.
func (c lintConfig) name() string { return c.policy.Name() }

// readConfig reads the configuration for a content directory: the one that --config names, or the nearest
// compendium.yaml upward.
func readConfig(t tree, flag string) (lintConfig, error) {
	name := flag
	switch flag {
	case noConfig:
		return defaultConfig(), nil
	case "":
		found, err := findConfig(t.dir)
		if err != nil || found == "" {
			return defaultConfig(), err
		}
		name = found
	}
	// A file that is too large is a finding, and need not be read to its end.
	source, err := readAtMost(name, document.MaxFileBytes+1)
	if err != nil {
		return lintConfig{}, fmt.Errorf("--config: %w; name a file, or write %s for no configuration", err, noConfig)
	}
	return parseConfig(name, source), nil
}

// parseConfig reads the text of a configuration.
func parseConfig(name string, source []byte) lintConfig {
	read, problems := rules.All().ParsePolicy(filepath.ToSlash(filepath.Clean(name)), source)
	return lintConfig{read, problems}
}

// defaultConfig returns the configuration of a project without a file. It has no name.
func defaultConfig() lintConfig {
	empty, _ := rules.All().ParsePolicy("", nil)
	return lintConfig{policy: empty}
}

// readAtMost reads at most the first n bytes of a file.
func readAtMost(name string, n int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, n))
	return text, errors.Join(err, file.Close())
}

// findConfig looks for a compendium.yaml in a content directory and its parents, up to the root of the repository. It
// returns its path as shown to people, or "" if there is none. The embedded catalog, which has no directory, has none.
func findConfig(dir string) (string, error) {
	if dir == "" {
		return "", nil
	}
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("look for %s: %w", policy.FileName, err)
	}
	for {
		found := filepath.Join(at, policy.FileName)
		switch info, err := os.Stat(found); {
		case err == nil && info.Mode().IsRegular():
			return shownAs(found, dir), nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("look for %s: %w", policy.FileName, err)
		}
		if misnamed := filepath.Join(at, "compendium.yml"); isFile(misnamed) {
			return "", fmt.Errorf("look for %s: rename %s, which is not read", policy.FileName, shownAs(misnamed, dir))
		}
		_, err := os.Stat(filepath.Join(at, ".git"))
		if above := filepath.Dir(at); err != nil && above != at {
			at = above
			continue
		}
		return "", nil
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// shownAs returns the path of a file, absolute or relative as a directory is.
func shownAs(file, dir string) string {
	if filepath.IsAbs(dir) {
		return file
	}
	working, err := os.Getwd()
	if err != nil {
		return file
	}
	if relative, err := filepath.Rel(working, file); err == nil {
		return relative
	}
	return file
}
