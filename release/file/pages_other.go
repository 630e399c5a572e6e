//go:build !linux

package file

// load and drop do nothing where the system takes no such advice.

func load([]byte) {}

func drop([]byte) {}
