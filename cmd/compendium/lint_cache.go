package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/opencompendium/compendium/validate"
)

// cache opens the lint cache of a content directory, in the user's cache directory. It returns nil where there is none to be used, or
// nowhere to keep one.
func (f lintFlags) cache(t tree) *validate.Cache {
	if f.noCache || f.fix || t.dir == "" || len(t.over) > 0 {
		return nil
	}
	dir, err := filepath.Abs(t.dir)
	if err != nil {
		return nil
	}
	caches, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	program, err := programIdentity()
	if err != nil {
		return nil
	}
	name := sha256.Sum256([]byte(dir))
	return validate.OpenCache(filepath.Join(caches, "compendium", "lint", hex.EncodeToString(name[:8])), program)
}

// programIdentity returns what tells the running program from another one, whose rules may differ: its file and what it was built from.
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
