package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/validate"
)

// maxCacheBytes is the largest size of a cache that is read: two million records.
const maxCacheBytes = 64 << 20

// cachePath returns the file of the lint cache of a content directory, in the user's cache directory, or "" if none is
// to be used.
func (f lintFlags) cachePath(t tree) string {
	dir, err := filepath.Abs(t.dir)
	caches, noCaches := os.UserCacheDir()
	if f.noCache || f.fix || t.dir == "" || len(t.over) > 0 || err != nil || noCaches != nil {
		return ""
	}
	name := sha256.Sum256([]byte(dir))
	return filepath.Join(caches, "compendium", "lint", hex.EncodeToString(name[:8]))
}

// readCache reads the lint cache in a file. It returns nil without a file to keep it in.
func readCache(path string) *validate.Cache {
	program, err := programIdentity()
	if path == "" || err != nil {
		return nil
	}
	var text []byte
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() <= maxCacheBytes {
		text, _ = os.ReadFile(path) // without it, all records are checked
	}
	return validate.NewCache(text, program)
}

// writeCache keeps the lint cache for the next run. It ignores errors: a run without a cache finds the same.
func writeCache(path string, cache *validate.Cache) {
	if cache == nil {
		return
	}
	const onlyOwner = 0o700
	if text, changed := cache.Text(); changed && os.MkdirAll(filepath.Dir(path), onlyOwner) == nil {
		_ = disk.Replace(path, text, 0o600)
	}
}

// programIdentity returns what distinguishes the running program from one with other rules: its file and what it was
// built from.
func programIdentity() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	build, _ := debug.ReadBuildInfo()
	return fmt.Sprintf("%s %d %d %s", path, info.Size(), info.ModTime().UnixNano(), build), nil
}
