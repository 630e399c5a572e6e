package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"github.com/opencompendium/compendium/catalog/memory"
	"github.com/opencompendium/compendium/validate"
)

// recall opens the memory of a content directory: records that this program has read before and found sound, in the user's cache directory.
// It gives nil where there is nowhere to keep one.
func recall(t tree) *memory.Memory {
	if t.dir == "" {
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
	program, err := thisProgram()
	if err != nil {
		return nil
	}
	name := sha256.Sum256([]byte(dir))
	return memory.Open(filepath.Join(caches, "compendium", "lint", hex.EncodeToString(name[:8])), program)
}

// thisProgram gives the digest of the running program: another one may read the same text in another way.
func thisProgram() (digest [sha256.Size]byte, err error) {
	path, err := os.Executable()
	if err != nil {
		return digest, err
	}
	file, err := os.Open(path)
	if err != nil {
		return digest, err
	}
	defer func() { _ = file.Close() }() // it was only read
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return digest, err
	}
	return [sha256.Size]byte(sum.Sum(nil)), nil
}

// remember keeps the sound records of a run. That it cannot is no reason to fail: the next run reads them again.
func remember(in *memory.Memory, result validate.Result) {
	if in == nil {
		return
	}
	for _, record := range result.Sound {
		if record.Remember(in) != nil {
			return
		}
	}
	_ = in.Save()
}
