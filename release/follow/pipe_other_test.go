//go:build !unix

package follow_test

import "testing"

func pipe(t *testing.T, _ string) {
	t.Helper()
	t.Skip("this system has no named pipes in its file system")
}
