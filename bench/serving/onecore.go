package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
	"golang.org/x/sys/unix"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// With one core, the server runs on the first processor and the client on the second.
const (
	serverProcessor = 0
	callerProcessor = 1
)

// startOn starts a process pinned to one processor, so that Go sees only that one.
func startOn(processor int, process *exec.Cmd) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var before, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		return fmt.Errorf("get CPU affinity: %w", err)
	}
	one.Set(processor)
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		return fmt.Errorf("set CPU affinity to processor %d: %w", processor, err)
	}
	err := process.Start()
	return errors.Join(err, unix.SchedSetaffinity(0, &before))
}

// driveOneCore calls GetDrug from a process pinned to another processor, and measures the processor time of the server.
func driveOneCore(
	ctx context.Context, address string, records int, duration time.Duration, processes []int,
) (measured, error) {
	caller := exec.CommandContext(ctx, os.Args[0], "caller", address, strconv.Itoa(records), duration.String())
	caller.Stderr = os.Stderr
	out, err := caller.StdoutPipe()
	if err != nil {
		return measured{}, err
	}
	if err := startOn(callerProcessor, caller); err != nil {
		return measured{}, err
	}
	lines := bufio.NewScanner(out)
	var before, used time.Duration
	var calls, p50, p99 int64
	for lines.Scan() {
		if lines.Text() == "start" {
			before = cpuOf(processes)
			continue
		}
		used = cpuOf(processes) - before
		if _, err := fmt.Sscan(lines.Text(), &calls, &p50, &p99); err != nil {
			return measured{}, fmt.Errorf("read the result: %w", err)
		}
	}
	if err := errors.Join(lines.Err(), caller.Wait()); err != nil {
		return measured{}, err
	}
	if calls == 0 {
		return measured{}, errors.New("no call was answered")
	}
	return measured{calls: float64(calls) / duration.Seconds(), cpu: float64(used.Microseconds()) / float64(calls),
		p50: time.Duration(p50), p99: time.Duration(p99)}, nil
}

// callFrom is the client process: 2 connections with 32 concurrent calls each, with minimal HTTP/2 processing.
func callFrom(address, records, length string) error {
	n, err := strconv.Atoi(records)
	if err != nil {
		return err
	}
	duration, err := time.ParseDuration(length)
	if err != nil {
		return err
	}
	const connections = 2
	var counting atomic.Bool
	var wait sync.WaitGroup
	all := make([]*rawConnection, connections)
	failed := make([]error, connections)
	for i := range all {
		if all[i], err = dialRaw(address, n, &counting); err != nil {
			return err
		}
		wait.Go(func() { failed[i] = all[i].run() })
	}
	time.Sleep(duration / 3)
	fmt.Println("start")
	counting.Store(true)
	time.Sleep(duration)
	counting.Store(false)
	var times []time.Duration
	for _, c := range all {
		c.conn.Close()
	}
	wait.Wait()
	for i, c := range all {
		if !errors.Is(failed[i], net.ErrClosed) {
			return failed[i]
		}
		times = append(times, c.times...)
	}
	slices.Sort(times)
	if len(times) == 0 {
		return errors.New("no call was answered")
	}
	fmt.Println(len(times), int64(times[len(times)/2]), int64(times[len(times)*99/100]))
	return nil
}

// rawConnection makes calls with raw HTTP/2 frames. It is much cheaper than a gRPC client, so that one core of client
// saturates one core of server.
type rawConnection struct {
	conn     net.Conn
	reader   *bufio.Reader
	framer   *http2.Framer
	out      bytes.Buffer
	headers  [2][]byte // of the first call and of all later ones
	requests [][]byte
	next     uint32
	made     int
	began    map[uint32]time.Time
	unread   uint32 // received bytes not yet returned to the flow-control window
	counting *atomic.Bool
	times    []time.Duration
}

const (
	atOnce = 32
	// window is the flow-control window given to the server.
	window = 1 << 30
)

func dialRaw(address string, records int, counting *atomic.Bool) (*rawConnection, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	c := &rawConnection{conn: conn, reader: bufio.NewReaderSize(conn, 256<<10), next: 1, began: make(map[uint32]time.Time),
		counting: counting}
	c.framer = http2.NewFramer(&c.out, c.reader)
	c.framer.SetReuseFrames()
	const prepared = 512
	for range prepared {
		message, err := proto.Marshal(&compendiumv1.GetDrugRequest{Name: drugName(rand.IntN(records))})
		if err != nil {
			return nil, err
		}
		request := make([]byte, 5, 5+len(message)) // uncompressed flag and length
		binary.BigEndian.PutUint32(request[1:], uint32(len(message)))
		c.requests = append(c.requests, append(request, message...))
	}
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	// The first call sends its headers in full; later ones refer to them.
	for range c.headers {
		for _, f := range [][2]string{{":method", "POST"}, {":scheme", "http"}, {":path", service + "GetDrug"},
			{":authority", address},
			{"content-type", "application/grpc"}, {"user-agent", "bench"}, {"te", "trailers"}} {
			if err := encoder.WriteField(hpack.HeaderField{Name: f[0], Value: f[1]}); err != nil {
				return nil, err
			}
		}
		c.headers[0], c.headers[1] = c.headers[1], bytes.Clone(block.Bytes())
		block.Reset()
	}
	c.out.WriteString(http2.ClientPreface)
	if err := errors.Join(c.framer.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: window}),
		c.framer.WriteWindowUpdate(0, window)); err != nil {
		return nil, err
	}
	for range atOnce {
		if err := c.call(); err != nil {
			return nil, err
		}
	}
	return c, c.flush()
}

// call starts the next call.
func (c *rawConnection) call() error {
	c.began[c.next] = time.Now()
	err := errors.Join(
		c.framer.WriteHeaders(http2.HeadersFrameParam{StreamID: c.next, BlockFragment: c.headers[min(c.made, 1)],
			EndHeaders: true}),
		c.framer.WriteData(c.next, true, c.requests[c.made%len(c.requests)]))
	c.next += 2
	c.made++
	return err
}

func (c *rawConnection) flush() error {
	_, err := c.out.WriteTo(c.conn)
	return err
}

// run reads frames and starts a new call for each that ends.
func (c *rawConnection) run() error {
	fields := hpack.NewDecoder(4096, nil)
	for {
		if c.reader.Buffered() == 0 && c.out.Len() > 0 {
			if err := c.flush(); err != nil {
				return err
			}
		}
		frame, err := c.framer.ReadFrame()
		if err != nil {
			return err
		}
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				err = c.framer.WriteSettingsAck()
			}
		case *http2.PingFrame:
			if !f.IsAck() {
				err = c.framer.WritePing(true, f.Data)
			}
		case *http2.DataFrame:
			if c.unread += f.Length; c.unread > window/2 {
				err, c.unread = c.framer.WriteWindowUpdate(0, c.unread), 0
			}
		case *http2.HeadersFrame:
			err = c.ended(f, fields)
		case *http2.RSTStreamFrame:
			return fmt.Errorf("a call was reset: %v", f.ErrCode)
		case *http2.GoAwayFrame:
			return fmt.Errorf("the server ended the connection: %v", f.ErrCode)
		}
		if err != nil {
			return err
		}
	}
}

// ended handles headers, which end the call if they are its trailers.
func (c *rawConnection) ended(f *http2.HeadersFrame, fields *hpack.Decoder) error {
	list, err := fields.DecodeFull(f.HeaderBlockFragment())
	if err != nil {
		return err
	}
	if !f.StreamEnded() {
		return nil
	}
	for _, field := range list {
		if field.Name == "grpc-status" && field.Value != "0" {
			return fmt.Errorf("a call failed with status %s", field.Value)
		}
	}
	if c.counting.Load() {
		c.times = append(c.times, time.Since(c.began[f.StreamID]))
	}
	delete(c.began, f.StreamID)
	return c.call()
}
