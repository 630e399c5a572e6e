package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

// postgresBinaries returns the directory of initdb and postgres as installed by Debian's packages.
func postgresBinaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", fmt.Errorf("PostgreSQL is not installed; run apt-get install postgresql or omit the variant")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// startPostgres starts a new database in dir, listening on a socket there.
func startPostgres(dir string) (*exec.Cmd, error) {
	binaries, err := postgresBinaries()
	if err != nil {
		return nil, err
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(binaries, name), args...)
		if os.Getuid() == 0 {
			// PostgreSQL refuses to run as root.
			c = exec.Command("setpriv", append([]string{"--reuid", "postgres", "--regid", "postgres", "--clear-groups",
				filepath.Join(binaries, name)}, args...)...)
		}
		c.Dir = dir
		return c
	}
	if os.Getuid() == 0 {
		if out, err := exec.Command("chown", "postgres:postgres", dir).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: %s", err, out)
		}
	}
	data := filepath.Join(dir, "data")
	if out, err := command("initdb", "-D", data, "-A", "trust", "-U", "bench").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	server := command("postgres", "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c",
		"shared_buffers=512MB", "-c", "max_connections=100")
	return server, server.Start()
}

// postgresDir is the environment variable that names the directory of the database for the server process.
const postgresDir = "BENCH_POSTGRES"

func fillPostgres(m *file.File) (*pgxpool.Pool, error) {
	ctx := context.Background()
	settings, err := pgxpool.ParseConfig("host=" + os.Getenv(postgresDir) +
		" user=bench dbname=postgres pool_max_conns=16")
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, err
	}
	if _, err := pool.Exec(ctx,
		"drop table if exists drugs; create table drugs (name text collate \"C\" primary key, record bytea "+
			"not null)"); err != nil {
		return nil, err
	}
	table := m.Table(catalog.Drugs)
	rows := pgx.CopyFromSlice(table.Len(),
		func(i int) ([]any, error) { return []any{table.Name(i), table.Record(i)}, nil })
	if _, err := pool.CopyFrom(ctx, pgx.Identifier{"drugs"}, []string{"name", "record"}, rows); err != nil {
		return nil, err
	}
	_, err = pool.Exec(ctx, "vacuum analyze drugs")
	return pool, err
}

// ready waits until the database accepts connections.
func ready(ctx context.Context, dir string) error {
	for ctx.Err() == nil {
		conn, err := pgx.Connect(ctx, "host="+dir+" user=bench dbname=postgres")
		if err == nil {
			return conn.Close(ctx)
		}
		if !strings.Contains(err.Error(), "connect") && !strings.Contains(err.Error(), "starting up") {
			return err
		}
	}
	return ctx.Err()
}
