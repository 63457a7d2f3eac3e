@echo off
rem Starts tracker on Windows. See bin/tracker, which this follows, for the reasons.
rem   JAVA_HOME           the Java to prefer; not where tracker brings its own
rem   TRACKER_JAVA_OPTS   further options for Java; they win over those given here

setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "TRACKER_DIST=%%~fI"
if not exist "%TRACKER_DIST%\lib\tracker.jar" (
  >&2 echo tracker: no lib\tracker.jar beside "%~dp0"
  >&2 echo hint: unpack the whole archive
  exit /b 1
)

set "TRACKER_JAVA="
if exist "%TRACKER_DIST%\java\bin\java.exe" set "TRACKER_JAVA=%TRACKER_DIST%\java\bin\java.exe"
if not defined TRACKER_JAVA if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "TRACKER_JAVA=%JAVA_HOME%\bin\java.exe"
if not defined TRACKER_JAVA for %%I in (java.exe) do set "TRACKER_JAVA=%%~$PATH:I"
if not defined TRACKER_JAVA for /d %%D in (
  "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*"
  "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*"
) do if exist "%%~D\bin\java.exe" set "TRACKER_JAVA=%%~D\bin\java.exe"
if not defined TRACKER_JAVA (
  >&2 echo tracker: no Java was found
  >&2 echo hint: install Java 17 or newer, or name its folder in JAVA_HOME
  exit /b 1
)

rem Java's own file tells its version and processor; without it Java is simply tried. A name that is not
rem set would be a syntax error below, so each has a value from the start.
for %%I in ("%TRACKER_JAVA%\..\..\release") do set "TRACKER_RELEASE=%%~fI"
set "TRACKER_JAVA_MAJOR=17"
set "TRACKER_ARCH=x86_64"
if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" set "TRACKER_ARCH=aarch64"
if exist "%TRACKER_RELEASE%" (
  for /f "usebackq tokens=2 delims==." %%V in (`findstr /b "JAVA_VERSION=" "%TRACKER_RELEASE%"`) do set "TRACKER_JAVA_MAJOR=%%V"
  for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "OS_ARCH=" "%TRACKER_RELEASE%"`) do set "TRACKER_ARCH=%%~V"
)
set "TRACKER_JAVA_MAJOR=%TRACKER_JAVA_MAJOR:"=%"
if %TRACKER_JAVA_MAJOR% LSS 17 (
  >&2 echo tracker: Java 17 or newer is needed, and only "%TRACKER_JAVA%" was found
  >&2 echo hint: install a newer one, or name it in JAVA_HOME
  exit /b 1
)
if /i "%TRACKER_ARCH%"=="amd64" set "TRACKER_ARCH=x86_64"
if /i "%TRACKER_ARCH%"=="arm64" set "TRACKER_ARCH=aarch64"

set "TRACKER_NATIVE=%TRACKER_DIST%\lib\native\Windows\%TRACKER_ARCH%"
set TRACKER_SQLITE=
if exist "%TRACKER_NATIVE%\sqlitejdbc.dll" set TRACKER_SQLITE="-Dorg.sqlite.lib.path=%TRACKER_NATIVE%" "-Dorg.sqlite.lib.name=sqlitejdbc.dll" "-Dorg.sqlite.tmpdir=%TRACKER_NATIVE%"

rem What tracker prints is UTF-8; the console takes it for that while tracker runs.
set "TRACKER_CODE_PAGE="
for /f "tokens=2 delims=:." %%C in ('chcp') do set "TRACKER_CODE_PAGE=%%C"
if defined TRACKER_CODE_PAGE chcp 65001 >nul 2>&1

rem Both compilers for every command: batch files cannot look at arguments without spoiling them.
"%TRACKER_JAVA%" -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr -Xms64m -Xmx1g -Dfile.encoding=UTF-8 -Djava.locale.providers=SPI "-Dtracker.home=%TRACKER_DIST%" %TRACKER_SQLITE% %TRACKER_JAVA_OPTS% -jar "%TRACKER_DIST%\lib\tracker.jar" %*
set "TRACKER_EXIT=%ERRORLEVEL%"
if defined TRACKER_CODE_PAGE chcp %TRACKER_CODE_PAGE% >nul 2>&1
exit /b %TRACKER_EXIT%
