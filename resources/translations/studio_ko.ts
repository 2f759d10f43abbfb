<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Training Studio</source>
        <translation>Training Studio 정보</translation>
    </message>
    <message>
        <source>Training Studio {version}</source>
        <translation>Training Studio {version}</translation>
    </message>
    <message>
        <source>See a PyTorch model learn. MIT licence.</source>
        <translation>PyTorch 모델이 배우는 모습을 봅니다. MIT 라이선스.</translation>
    </message>
    <message>
        <source>Fashion-MNIST © Zalando SE, MIT. Inter © The Inter Project Authors, OFL 1.1.</source>
        <translation>Fashion-MNIST © Zalando SE, MIT. Inter © The Inter Project Authors, OFL 1.1.</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>Runs are kept in</source>
        <translation>실행 위치</translation>
    </message>
    <message>
        <source>Settings are kept in</source>
        <translation>설정 위치</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Bundled</source>
        <translation>포함된 것</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>One phase</source>
        <translation>단계 하나</translation>
    </message>
    <message>
        <source>One batch</source>
        <translation>배치 하나</translation>
    </message>
    <message>
        <source>One epoch</source>
        <translation>에포크 하나</translation>
    </message>
    <message>
        <source>Stop, keep the last weights</source>
        <translation>중지, 마지막 가중치 유지</translation>
    </message>
    <message>
        <source>End the run after this batch and keep the weights as they are</source>
        <translation>이 배치 뒤에 실행을 끝내고 지금 가중치를 그대로 둡니다</translation>
    </message>
    <message>
        <source>Stop, keep the best weights</source>
        <translation>중지, 최고 가중치 유지</translation>
    </message>
    <message>
        <source>End the run after this batch and go back to the best weights</source>
        <translation>이 배치 뒤에 실행을 끝내고 가장 좋았던 가중치로 돌아갑니다</translation>
    </message>
    <message>
        <source>Stop after this epoch</source>
        <translation>이 에포크 뒤 중지</translation>
    </message>
    <message>
        <source>Finish the epoch and its validation, then end the run</source>
        <translation>에포크와 검증을 마친 뒤 실행을 끝냅니다</translation>
    </message>
    <message>
        <source>Stop and discard the run</source>
        <translation>중지하고 실행 버리기</translation>
    </message>
    <message>
        <source>End the run and delete its folder</source>
        <translation>실행을 끝내고 폴더를 삭제합니다</translation>
    </message>
    <message>
        <source>Resume run…</source>
        <translation>실행 재개…</translation>
    </message>
    <message>
        <source>Resume the run that was stopped or opened, or train it for more epochs</source>
        <translation>중지했거나 연 실행을 재개하거나 더 많은 에포크를 학습합니다</translation>
    </message>
    <message>
        <source>Verify run</source>
        <translation>실행 검증</translation>
    </message>
    <message>
        <source>Train part of the run again from a snapshot, beside it, and compare every number</source>
        <translation>스냅샷에서 실행의 일부를 따로 다시 학습해 모든 수를 비교합니다</translation>
    </message>
    <message>
        <source>Save weights</source>
        <translation>가중치 저장</translation>
    </message>
    <message>
        <source>Save the model&apos;s state_dict to a file</source>
        <translation>모델의 state_dict를 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation>가중치 불러오기</translation>
    </message>
    <message>
        <source>Load a state_dict into the model</source>
        <translation>state_dict를 모델로 불러옵니다</translation>
    </message>
    <message>
        <source>Test now</source>
        <translation>지금 테스트</translation>
    </message>
    <message>
        <source>Try your own files…</source>
        <translation>내 파일로 시험하기…</translation>
    </message>
    <message>
        <source>Choose pictures, tables or arrays and see what the model answers to each</source>
        <translation>이미지, 표, 배열 파일을 고르면 모델이 각각에 어떻게 답하는지 보여 줍니다</translation>
    </message>
    <message>
        <source>Open a folder of pictures…</source>
        <translation>이미지 폴더 열기…</translation>
    </message>
    <message>
        <source>Choose a folder with a folder of pictures for each class, and train on it</source>
        <translation>클래스마다 이미지 폴더가 있는 폴더를 골라 학습합니다</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>데이터 열기…</translation>
    </message>
    <message>
        <source>Choose a table, a file of arrays or a Python file with a Dataset, and train on it</source>
        <translation>표, 배열 파일 또는 Dataset이 있는 Python 파일을 골라 학습합니다</translation>
    </message>
    <message>
        <source>Paste data</source>
        <translation>데이터 붙여넣기</translation>
    </message>
    <message>
        <source>Train on the table on the clipboard, or take files and pictures as if they were dropped</source>
        <translation>클립보드의 표로 학습하거나, 파일과 이미지를 끌어다 놓은 것처럼 가져옵니다</translation>
    </message>
    <message>
        <source>Open recipe…</source>
        <translation>레시피 열기…</translation>
    </message>
    <message>
        <source>Load a recipe from a TOML file</source>
        <translation>TOML 파일에서 레시피를 불러옵니다</translation>
    </message>
    <message>
        <source>Save recipe…</source>
        <translation>레시피 저장…</translation>
    </message>
    <message>
        <source>Save the recipe as a TOML file</source>
        <translation>레시피를 TOML 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Show the run&apos;s folder</source>
        <translation>실행 폴더 보기</translation>
    </message>
    <message>
        <source>Choose the folder in which new runs are kept</source>
        <translation>새 실행을 보관할 폴더를 고릅니다</translation>
    </message>
    <message>
        <source>Empty the picture cache…</source>
        <translation>이미지 캐시 비우기…</translation>
    </message>
    <message>
        <source>Remove the decoded pictures of folders that were trained on</source>
        <translation>학습에 쓴 폴더의 디코딩된 이미지를 지웁니다</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 적용</translation>
    </message>
    <message>
        <source>Make the edit again that was undone</source>
        <translation>되돌린 편집을 다시 적용합니다</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Train page</source>
        <translation>학습 페이지</translation>
    </message>
    <message>
        <source>Train and watch</source>
        <translation>학습하고 지켜봅니다</translation>
    </message>
    <message>
        <source>Data page</source>
        <translation>데이터 페이지</translation>
    </message>
    <message>
        <source>What the model learns from, and what is wrong with it</source>
        <translation>모델이 무엇으로 학습하는지, 그 데이터에 어떤 문제가 있는지 봅니다</translation>
    </message>
    <message>
        <source>Model page</source>
        <translation>모델 페이지</translation>
    </message>
    <message>
        <source>What is trained: built-in, or stacked from layers</source>
        <translation>무엇을 학습시키는지: 내장 모델, 또는 직접 쌓은 층</translation>
    </message>
    <message>
        <source>Inside page</source>
        <translation>내부 페이지</translation>
    </message>
    <message>
        <source>Walk through the running step: its phases, tensors, graph and modules</source>
        <translation>실행 중인 단계를 따라가 봅니다: 단계, 텐서, 그래프, 모듈</translation>
    </message>
    <message>
        <source>Runs page</source>
        <translation>실행 페이지</translation>
    </message>
    <message>
        <source>Weights page</source>
        <translation>가중치 페이지</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Make all text larger</source>
        <translation>모든 글자를 크게 합니다</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Make all text smaller</source>
        <translation>모든 글자를 작게 합니다</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>기본 글자 크기</translation>
    </message>
    <message>
        <source>Give all text its normal size</source>
        <translation>모든 글자를 기본 크기로 되돌립니다</translation>
    </message>
    <message>
        <source>Demos…</source>
        <translation>데모…</translation>
    </message>
    <message>
        <source>Play one of the bundled demos or your own, or record one</source>
        <translation>기본 제공 데모나 직접 만든 데모를 재생하거나 새로 기록합니다</translation>
    </message>
    <message>
        <source>Show the window full screen, readable from the back row; choose it again to leave</source>
        <translation>맨 뒷줄에서도 읽을 수 있게 크게, 전체 화면으로 표시합니다. 다시 누르면 원래대로 돌아갑니다</translation>
    </message>
    <message>
        <source>Swap the audience&apos;s screen and yours</source>
        <translation>청중이 보는 화면과 발표자 화면을 맞바꿉니다</translation>
    </message>
    <message>
        <source>Show keys and clicks</source>
        <translation>키와 클릭 표시</translation>
    </message>
    <message>
        <source>Show the keys you press and what you click in a corner, but never the text you type</source>
        <translation>누른 키와 클릭한 항목을 구석에 표시합니다. 입력한 텍스트는 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Darken everything except the area around the pointer</source>
        <translation>포인터 주변만 남기고 어둡게 합니다</translation>
    </message>
    <message>
        <source>Click a panel to make it fill the window; Esc goes back</source>
        <translation>창에 가득 채울 패널을 클릭하세요. Esc를 누르면 돌아갑니다</translation>
    </message>
    <message>
        <source>Erase everything you have drawn</source>
        <translation>그린 것을 모두 지웁니다</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>발표 모드</translation>
    </message>
    <message>
        <source>Train the model; during training, pause or continue</source>
        <translation>모델을 학습합니다. 학습 중에는 일시정지하거나 계속합니다</translation>
    </message>
    <message>
        <source>Advance by one of the five phases of a step, then pause</source>
        <translation>스텝의 다섯 단계 중 하나만 진행하고 일시정지합니다</translation>
    </message>
    <message>
        <source>Continue to the end of the batch, then pause</source>
        <translation>배치 끝까지 진행하고 일시정지합니다</translation>
    </message>
    <message>
        <source>Continue to the end of the epoch, then pause</source>
        <translation>에포크 끝까지 진행하고 일시정지합니다</translation>
    </message>
    <message>
        <source>Evaluate the current weights on the whole test set</source>
        <translation>현재 가중치를 테스트 세트 전체로 평가합니다</translation>
    </message>
    <message>
        <source>Open the folder of the current or last run</source>
        <translation>현재 또는 마지막 실행의 폴더를 엽니다</translation>
    </message>
    <message>
        <source>Runs folder…</source>
        <translation>실행 저장 위치…</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>Find any action, setting, field, preset or run by typing</source>
        <translation>입력해서 동작, 설정, 항목, 프리셋, 실행을 찾습니다</translation>
    </message>
    <message>
        <source>Undo the last edit on this page</source>
        <translation>이 페이지에서 마지막으로 고친 것을 되돌립니다</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>있었던 일을 모두 문장으로 보여 줍니다</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>지금까지의 모든 실행을 봅니다</translation>
    </message>
    <message>
        <source>Inspect a weights file</source>
        <translation>가중치 파일의 안을 봅니다</translation>
    </message>
    <message>
        <source>Speaker&apos;s window</source>
        <translation>발표자 창</translation>
    </message>
    <message>
        <source>Notes, what comes next, clock, stopwatch, and what the audience sees</source>
        <translation>메모, 다음 순서, 시계, 스톱워치, 청중이 보는 화면</translation>
    </message>
    <message>
        <source>Swap screens</source>
        <translation>화면 바꾸기</translation>
    </message>
    <message>
        <source>Spotlight</source>
        <translation>스포트라이트</translation>
    </message>
    <message>
        <source>Zoom into a panel</source>
        <translation>패널 확대</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>그리기</translation>
    </message>
    <message>
        <source>Draw on the window with the pointer</source>
        <translation>포인터로 창 위에 그립니다</translation>
    </message>
    <message>
        <source>Clear the drawing</source>
        <translation>그린 것 지우기</translation>
    </message>
    <message>
        <source>Notify me…</source>
        <translation>알림 설정…</translation>
    </message>
    <message>
        <source>Get a notification, a sound or a webhook call when a run ends, diverges, stalls or reaches a target</source>
        <translation>학습이 끝나거나 발산하거나 멈추거나 목표에 도달하면 데스크톱 알림, 소리, 웹훅으로 알립니다</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>동작 줄이기</translation>
    </message>
    <message>
        <source>Turn off animations and blinking; when this is off, the desktop&apos;s own setting is followed</source>
        <translation>애니메이션과 깜박임을 끕니다. 끄지 않으면 데스크톱 설정을 따릅니다</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Show the Help entry for what has the focus; press it again to go back</source>
        <translation>지금 초점이 있는 항목의 도움말을 보여 줍니다. 다시 누르면 돌아갑니다</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>List all keyboard shortcuts</source>
        <translation>모든 단축키를 보여 줍니다</translation>
    </message>
    <message>
        <source>Troubleshooting</source>
        <translation>문제 해결</translation>
    </message>
    <message>
        <source>What to do when something fails, by what you see</source>
        <translation>문제가 생겼을 때 할 일을, 보이는 증상에 따라 찾습니다</translation>
    </message>
    <message>
        <source>Plug-ins…</source>
        <translation>플러그인…</translation>
    </message>
    <message>
        <source>What other packages add, and what is left out because it is broken</source>
        <translation>다른 패키지가 추가하는 것과 오류가 있어 제외된 것을 보여 줍니다</translation>
    </message>
    <message>
        <source>Check this installation…</source>
        <translation>설치 상태 점검…</translation>
    </message>
    <message>
        <source>Find out whether Qt, fonts, PyTorch, devices and folders work on this computer, and what to do if they do not</source>
        <translation>이 컴퓨터에서 Qt, 글꼴, PyTorch, 장치, 폴더가 제대로 동작하는지, 아니라면 무엇을 해야 하는지 알아봅니다</translation>
    </message>
    <message>
        <source>About Training Studio</source>
        <translation>Training Studio 정보</translation>
    </message>
    <message>
        <source>Version, licences and where things are kept</source>
        <translation>버전, 라이선스, 보관 위치</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Close the studio</source>
        <translation>스튜디오를 닫습니다</translation>
    </message>
</context>
<context>
    <name>AnswersDetail</name>
    <message>
        <source>{right} of the first {count} right</source>
        <translation>처음 {count}개 중 {right}개 정답</translation>
    </message>
    <message>
        <source>The first of {count} examples, and the likeliest class of each:</source>
        <translation>예시 {count}개 중 처음 것들과 각각의 가장 유력한 클래스:</translation>
    </message>
    <message>
        <source>The first of {count} examples, and what each is answered:</source>
        <translation>예시 {count}개 중 처음 것들과 각각에 대한 답:</translation>
    </message>
</context>
<context>
    <name>AnswersOfBoth</name>
    <message>
        <source>The example given to both models</source>
        <translation>두 모델에 넣은 예시</translation>
    </message>
    <message>
        <source>The answers of both models</source>
        <translation>두 모델의 답</translation>
    </message>
    <message>
        <source>True: {truth}</source>
        <translation>정답: {truth}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>답 없음</translation>
    </message>
</context>
<context>
    <name>ArchitectureTable</name>
    <message>
        <source>Networks of torchvision</source>
        <translation>torchvision 네트워크</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Top-1</source>
        <translation>Top-1</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Of the network as it was published, for the 1,000 classes of ImageNet</source>
        <translation>공개된 원래 신경망(ImageNet 1,000개 클래스용)의 값</translation>
    </message>
</context>
<context>
    <name>ArgumentForm</name>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>What the weights of this layer are called; its place in the list if empty</source>
        <translation>이 층의 가중치 이름. 비워 두면 목록에서의 순번</translation>
    </message>
    <message>
        <source>On</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>A layer that is off stays in the list and is left out (Space)</source>
        <translation>끈 층은 목록에는 남지만 네트워크에서는 빠집니다 (스페이스)</translation>
    </message>
    <message>
        <source>Follows from what comes in</source>
        <translation>입력에 따라 자동으로 정해집니다</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Add a branch</source>
        <translation>가지 추가</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>위로 이동 (Alt+위쪽)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>아래로 이동 (Alt+아래쪽)</translation>
    </message>
    <message>
        <source>Duplicate (Ctrl+D)</source>
        <translation>복제 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>제거 (Delete)</translation>
    </message>
</context>
<context>
    <name>ArgumentsField</name>
    <message>
        <source>Write name = value, with commas between them, and texts in quotes.</source>
        <translation>이름 = 값 형태로 쓰고 쉼표로 구분하세요. 문자열은 따옴표로 감쌉니다.</translation>
    </message>
</context>
<context>
    <name>AugmentationPreview</name>
    <message>
        <source>Training pictures</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>As the model gets them</source>
        <translation>모델이 받는 모습</translation>
    </message>
    <message>
        <source>Training pictures before and after augmentation</source>
        <translation>증강 전과 후의 학습 이미지</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>다시 뽑기</translation>
    </message>
    <message>
        <source>Show what other random numbers make of the same pictures</source>
        <translation>같은 이미지에 다른 난수를 적용해 봅니다</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this notice (Esc)</source>
        <translation>알림 닫기(Esc)</translation>
    </message>
</context>
<context>
    <name>BeforePanel</name>
    <message>
        <source>Before Train</source>
        <translation>학습 전에</translation>
    </message>
    <message>
        <source>Measured between runs only. Stop the run to measure.</source>
        <translation>실행 중이 아닐 때만 측정할 수 있습니다. 측정하려면 실행을 중지하세요.</translation>
    </message>
    <message>
        <source>The recipe has changed: what was measured before is hidden until you measure again or undo the change.</source>
        <translation>레시피가 바뀌어 이전 측정값을 숨겼습니다. 다시 측정하거나 변경을 되돌리면 보입니다.</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>Nothing is computed in a replay</source>
        <translation>재생 중에는 아무것도 계산하지 않습니다</translation>
    </message>
    <message>
        <source>What happened inside each batch was not recorded. Close the replay and train to look inside a step.</source>
        <translation>각 배치 안에서 일어난 일은 기록되지 않았습니다. 단계를 들여다보려면 재생을 닫고 학습을 시작하세요.</translation>
    </message>
    <message>
        <source>Look inside a training step</source>
        <translation>학습 단계 들여다보기</translation>
    </message>
    <message>
        <source>Here a run is paused between any two operations of a step, and you see what PyTorch is doing: the batch, the answers, each loss, each gradient, and how every weight is changed.</source>
        <translation>여기에서는 실행이 한 단계의 어느 두 연산 사이에서든 멈추며, PyTorch가 하는 일을 볼 수 있습니다: 배치, 답, 각 손실, 각 기울기, 그리고 모든 가중치가 어떻게 바뀌는지.</translation>
    </message>
    <message>
        <source>Start paused</source>
        <translation>일시정지 상태로 시작</translation>
    </message>
    <message>
        <source>Pause the run at the end of this batch</source>
        <translation>이 배치가 끝나면 실행을 멈춥니다</translation>
    </message>
    <message>
        <source>Start a run that is paused before its first phase</source>
        <translation>첫 단계 앞에서 멈춘 실행을 시작합니다</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
</context>
<context>
    <name>Block</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
</context>
<context>
    <name>BoundaryView</name>
    <message>
        <source>{wrong} of {all} wrong</source>
        <translation>{all}개 중 {wrong}개 틀림</translation>
    </message>
    <message>
        <source>Training points</source>
        <translation>학습 점</translation>
    </message>
    <message>
        <source>validation points</source>
        <translation>검증 점</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>probability of {name}</source>
        <translation>{name}의 확률</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>{up} ↑ over {across} →</source>
        <translation>{up} ↑ / {across} →</translation>
    </message>
    <message>
        <source>hollow: validation</source>
        <translation>속 빈 표시: 검증</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>틀림</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Click: add {name}</source>
        <translation>클릭: {name} 추가</translation>
    </message>
    <message>
        <source>Click: nothing</source>
        <translation>클릭: 없음</translation>
    </message>
    <message>
        <source>Click: add a point</source>
        <translation>클릭: 점 추가</translation>
    </message>
    <message>
        <source>This run has no recording of them.</source>
        <translation>이 실행에는 이 기록이 없습니다.</translation>
    </message>
    <message>
        <source>Answers all over the inputs</source>
        <translation>모든 입력에 대한 답</translation>
    </message>
    <message>
        <source>They appear here for data with one or two inputs, as soon as its model is built.</source>
        <translation>입력이 하나나 둘인 데이터의 모델이 만들어지면 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>Which of the numbers that the model answers with</source>
        <translation>모델이 출력하는 값 가운데 볼 것</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>은닉 유닛</translation>
    </message>
    <message>
        <source>What single units answer all over the inputs: blue above zero, red under it</source>
        <translation>입력 전체에서 각 유닛의 출력: 0보다 크면 파랑, 작으면 빨강</translation>
    </message>
    <message>
        <source>What a click does</source>
        <translation>클릭하면 하는 일</translation>
    </message>
    <message>
        <source>What a click into the plot adds; the right button takes a point away</source>
        <translation>이미지를 클릭하면 추가할 것. 오른쪽 버튼은 점을 뺍니다</translation>
    </message>
    <message>
        <source>Points can be added once the run is over.</source>
        <translation>실행이 끝나면 점을 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Which layer&apos;s units to show; at most 32 of them</source>
        <translation>어느 층의 유닛을 보여 줄지, 최대 32개</translation>
    </message>
    <message>
        <source>What each unit computes</source>
        <translation>각 유닛이 계산하는 것</translation>
    </message>
</context>
<context>
    <name>BreakpointBar</name>
    <message>
        <source>breakpoint() in {file}, line {line}, {function}: its names can be used here.</source>
        <translation>{file} {line}행 {function}의 breakpoint()입니다. 그 안의 변수를 여기서 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Let the code continue after this line</source>
        <translation>이 행 다음부터 코드를 계속 실행합니다</translation>
    </message>
</context>
<context>
    <name>BuiltInPart</name>
    <message>
        <source>Built-in models</source>
        <translation>내장 모델</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>Click: {what}</source>
        <translation>클릭: {what}</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Whole layer</source>
        <translation>층 전체</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>바꿀 대상</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>출력 끄기</translation>
    </message>
    <message>
        <source>Set its weights and bias to zero, so that it gives the same output for every example; training may bring it back</source>
        <translation>가중치와 편향을 0으로 만들어 모든 입력에 같은 값을 내게 합니다. 학습하면 다시 살아날 수 있습니다.</translation>
    </message>
    <message>
        <source>Scale by</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Multiply weights and bias by this number</source>
        <translation>가중치와 편향에 이 수를 곱합니다</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Add noise</source>
        <translation>잡음 더하기</translation>
    </message>
    <message>
        <source>Add Gaussian noise to the weights; its standard deviation is this share of theirs</source>
        <translation>가중치에 가우스 잡음을 더합니다. 잡음의 표준편차는 가중치 표준편차에 이 비율을 곱한 값입니다.</translation>
    </message>
    <message>
        <source>Noise, as a percentage of the weights&apos; standard deviation</source>
        <translation>가중치 표준편차 대비 잡음(%)</translation>
    </message>
    <message>
        <source>Seed of the noise</source>
        <translation>잡음의 시드</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>The same seed gives the same noise</source>
        <translation>시드가 같으면 잡음도 같습니다</translation>
    </message>
    <message>
        <source>Set weight</source>
        <translation>가중치 설정</translation>
    </message>
    <message>
        <source>Give one weight this value</source>
        <translation>가중치 하나를 이 값으로 바꿉니다</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Index in the parameter</source>
        <translation>파라미터 안의 위치</translation>
    </message>
    <message>
        <source>The indices of the element, such as 3, 17</source>
        <translation>원소의 인덱스, 예: 3, 17</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>새 값</translation>
    </message>
    <message>
        <source>Swap in…</source>
        <translation>바꿔 넣기…</translation>
    </message>
    <message>
        <source>Replace it with the layer of the same name from another run&apos;s weights</source>
        <translation>다른 실행의 가중치에서 이름이 같은 층을 가져와 바꿉니다</translation>
    </message>
    <message>
        <source>whole model</source>
        <translation>모델 전체</translation>
    </message>
    <message>
        <source>Show {layer}</source>
        <translation>{layer} 보기</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Which ones, such as 0, 3-5; numbered from 0 to {last}</source>
        <translation>번호, 예: 0, 3-5. 0부터 {last}까지입니다</translation>
    </message>
</context>
<context>
    <name>ChangeResult</name>
    <message>
        <source>Fixed test pictures with the model&apos;s answers</source>
        <translation>고정된 테스트 이미지와 모델의 답</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>truth ↓</source>
        <translation>정답 ↓</translation>
    </message>
    <message>
        <source>guess →</source>
        <translation>예측 →</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>측정 중…</translation>
    </message>
    <message>
        <source>More than just values changed, so the model from before the change cannot be measured.</source>
        <translation>값 이외의 것도 바뀌어서 변경 전 모델은 측정할 수 없습니다.</translation>
    </message>
    <message>
        <source>This is a trial: it is not recorded in the curves until you keep it.</source>
        <translation>시험 중입니다. 유지를 누르기 전에는 곡선에 기록되지 않습니다.</translation>
    </message>
    <message>
        <source>{metric} {before} → {after} on {count} validation examples</source>
        <translation>{metric} {before} → {after}, 검증 데이터 {count}개</translation>
    </message>
    <message>
        <source>{metric} {before} → {after} on {count} test examples</source>
        <translation>{metric} {before} → {after}, 테스트 데이터 {count}개</translation>
    </message>
    <message>
        <source>loss {before} → {after}</source>
        <translation>손실 {before} → {after}</translation>
    </message>
    <message>
        <source>was {name}</source>
        <translation>이전: {name}</translation>
    </message>
</context>
<context>
    <name>ChangedCodeDialog</name>
    <message>
        <source>The file has changed</source>
        <translation>파일이 바뀌었습니다</translation>
    </message>
    <message>
        <source>{name} was changed by another program.</source>
        <translation>다른 프로그램이 {name}을(를) 바꾸었습니다.</translation>
    </message>
    <message>
        <source>You have changed it here, too, and not saved it. Keep your version, and saving will replace the other one; or load the other one, and Ctrl+Z brings yours back.</source>
        <translation>여기서도 바꾸고 저장하지 않았습니다. 내 버전을 유지하면 저장할 때 디스크의 파일을 덮어씁니다. 디스크의 파일을 불러오면 Ctrl+Z로 내 버전을 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Load the other</source>
        <translation>디스크의 파일 불러오기</translation>
    </message>
    <message>
        <source>Show what is on disk; Ctrl+Z brings your version back</source>
        <translation>디스크의 내용을 보여 줍니다. Ctrl+Z로 내 버전을 되돌립니다</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>내 버전 유지</translation>
    </message>
    <message>
        <source>Leave the editor as it is</source>
        <translation>편집기를 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>ChangedDataDialog</name>
    <message>
        <source>Changed data</source>
        <translation>바뀐 데이터</translation>
    </message>
    <message>
        <source>Since this run was trained, {what}. Continue, and it will have learnt from both; the change is written into its log. Or cancel, and put the data back first.</source>
        <translation>이 실행을 학습한 뒤 데이터가 바뀌었습니다: {what}. 계속하면 두 데이터로 모두 배운 것이 되며, 바뀐 내용을 로그에 적습니다. 또는 취소하고 먼저 데이터를 되돌려 놓으세요.</translation>
    </message>
    <message>
        <source>Continue although the data has changed?</source>
        <translation>데이터가 바뀌었는데 계속할까요?</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Take the data as it is now</source>
        <translation>지금 데이터를 그대로 씁니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Leave the run as it is</source>
        <translation>실행을 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>ChangesBar</name>
    <message>
        <source>Changed: {names}</source>
        <translation>변경됨: {names}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Put it back as it was, bit for bit</source>
        <translation>비트 단위까지 원래대로 되돌립니다</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Keep it and continue; the run is marked as changed by hand from here on</source>
        <translation>이대로 계속합니다. 여기서부터 직접 변경한 학습으로 표시됩니다</translation>
    </message>
    <message>
        <source>Leave it as it is now</source>
        <translation>지금 상태로 둡니다</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>Check this installation</source>
        <translation>설치 상태 점검</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Copy everything that was found as text, to paste where you ask for help</source>
        <translation>점검 결과 전체를 텍스트로 복사합니다. 도움을 요청하는 곳에 붙여 넣으세요</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>다시 점검</translation>
    </message>
    <message>
        <source>Check everything again, for example after installing something</source>
        <translation>무언가를 설치한 뒤처럼, 전체를 다시 점검합니다</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close, and cancel a check that is still running</source>
        <translation>닫습니다. 진행 중인 점검은 취소됩니다</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>점검 중</translation>
    </message>
    <message>
        <source>Checking Python, PyTorch, devices, Qt, fonts and folders. This takes a few seconds.</source>
        <translation>Python, PyTorch, 장치, Qt, 글꼴, 폴더를 점검하고 있습니다. 몇 초 걸립니다.</translation>
    </message>
    <message>
        <source>The check could not be carried out: {reason}</source>
        <translation>점검하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 항목</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
</context>
<context>
    <name>CheckField</name>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
</context>
<context>
    <name>CheckFlow</name>
    <message>
        <source>nothing was found.</source>
        <translation>아무 결과도 없습니다.</translation>
    </message>
</context>
<context>
    <name>ClassForm</name>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Which class of the file is the model</source>
        <translation>파일의 어느 클래스가 모델인지</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Which of the values that forward returns is the answer</source>
        <translation>forward가 반환하는 값 중 어느 것이 모델의 출력인지</translation>
    </message>
    <message>
        <source>An argument of the constructor of your class</source>
        <translation>클래스 생성자의 인자입니다</translation>
    </message>
</context>
<context>
    <name>ClassesView</name>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Examples that were evaluated</source>
        <translation>평가한 예시</translation>
    </message>
    <message>
        <source>Show the evaluation on validation or on test examples</source>
        <translation>검증 예시나 테스트 예시의 평가를 봅니다</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>표 복사</translation>
    </message>
    <message>
        <source>Copy the table for a spreadsheet (Ctrl+C)</source>
        <translation>스프레드시트에 붙일 표를 복사합니다 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Scores of each class</source>
        <translation>클래스별 점수</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>재현율</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Prec.</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>The class; click to sort by name</source>
        <translation>클래스. 클릭하면 이름순으로 정렬합니다</translation>
    </message>
    <message>
        <source>Of the examples predicted as this class, the share that is of it</source>
        <translation>이 클래스로 예측한 예시 중 실제로 맞는 비율</translation>
    </message>
    <message>
        <source>Of the examples of this class, how many are recognised</source>
        <translation>이 클래스의 예시 중 알아본 비율</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall</source>
        <translation>정밀도와 재현율의 조화 평균</translation>
    </message>
    <message>
        <source>Examples of this class</source>
        <translation>이 클래스의 예시 수</translation>
    </message>
    <message>
        <source>Macro mean</source>
        <translation>매크로 평균</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>How well each class is recognised</source>
        <translation>클래스마다 얼마나 잘 알아보는지</translation>
    </message>
    <message>
        <source>Precision, recall and F1 of each class appear here after the first epoch.</source>
        <translation>첫 에포크가 끝나면 클래스별 정밀도, 재현율, F1이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Scores of each class, test</source>
        <translation>클래스별 점수, 테스트</translation>
    </message>
    <message>
        <source>Scores of each class, validation</source>
        <translation>클래스별 점수, 검증</translation>
    </message>
    <message>
        <source>Sort by: {column}</source>
        <translation>정렬 기준: {column}</translation>
    </message>
</context>
<context>
    <name>ClearedDetail</name>
    <message>
        <source>The gradients of these parameters are None from here on:</source>
        <translation>이제 다음 파라미터의 기울기는 None입니다:</translation>
    </message>
    <message>
        <source>No parameter had a gradient.</source>
        <translation>기울기가 있는 파라미터가 없었습니다.</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>“Close, resume next time” saves a snapshot after the current batch; the next start offers to resume the run exactly there. “Stop, save and close” ends the run and saves its weights and history in its folder.</source>
        <translation>“닫고 다음에 재개”는 현재 배치 뒤에 스냅샷을 저장하고, 다음에 시작할 때 바로 그 지점에서 재개할지 묻습니다. “중지, 저장 후 닫기”는 실행을 끝내고 가중치와 기록을 실행 폴더에 저장합니다.</translation>
    </message>
    <message>
        <source>“Discard and close” deletes the run and its folder.</source>
        <translation>“버리고 닫기”는 실행과 그 폴더를 삭제합니다.</translation>
    </message>
    <message>
        <source>This run is not saved on disk: closing ends it, and its weights are lost.</source>
        <translation>이 실행은 디스크에 저장되지 않습니다. 닫으면 실행이 끝나고 가중치를 잃습니다.</translation>
    </message>
    <message>
        <source>Close Training Studio</source>
        <translation>Training Studio 닫기</translation>
    </message>
    <message>
        <source>The model is still training.</source>
        <translation>모델이 아직 학습 중입니다.</translation>
    </message>
    <message>
        <source>Discard and close</source>
        <translation>버리고 닫기</translation>
    </message>
    <message>
        <source>End the run, delete it, and close the window</source>
        <translation>실행을 끝내고 삭제한 뒤 창을 닫습니다</translation>
    </message>
    <message>
        <source>Close, resume next time</source>
        <translation>닫고 다음에 재개</translation>
    </message>
    <message>
        <source>Save a snapshot and close the window; the next start offers to resume the run</source>
        <translation>스냅샷을 저장하고 창을 닫습니다. 다음에 시작할 때 재개할지 묻습니다</translation>
    </message>
    <message>
        <source>End the run after the current batch, save it, and close the window</source>
        <translation>현재 배치 뒤에 실행을 끝내고 저장한 다음 창을 닫습니다</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>계속 학습</translation>
    </message>
    <message>
        <source>Stop, save and close</source>
        <translation>중지, 저장 후 닫기</translation>
    </message>
    <message>
        <source>Leave the window open and the run as it is</source>
        <translation>창과 실행을 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Read as code</source>
        <translation>코드로 보기</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>The same network as a class of PyTorch: same names, same weights from the same seed.</source>
        <translation>같은 네트워크를 PyTorch 클래스로 나타낸 것입니다. 이름이 같고, 같은 시드에서 같은 가중치가 나옵니다.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Python files</source>
        <translation>Python 파일</translation>
    </message>
    <message>
        <source>Save code</source>
        <translation>코드 저장</translation>
    </message>
    <message>
        <source>The code is saved in {path}.</source>
        <translation>코드를 {path}에 저장했습니다.</translation>
    </message>
</context>
<context>
    <name>CodeEditor</name>
    <message>
        <source>Python source</source>
        <translation>Python 소스</translation>
    </message>
    <message>
        <source>Tab indents; to leave the editor press Escape, then Tab.</source>
        <translation>Tab은 들여쓰기입니다. 편집기를 벗어나려면 Esc를 누른 뒤 Tab을 누르세요.</translation>
    </message>
</context>
<context>
    <name>CodeFiles</name>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
</context>
<context>
    <name>ColumnHeads</name>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Mult-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
</context>
<context>
    <name>ColumnPlot</name>
    <message>
        <source>Distribution of {column}</source>
        <translation>{column} 값의 분포</translation>
    </message>
    <message>
        <source>by part</source>
        <translation>구분별</translation>
    </message>
    <message>
        <source>by target</source>
        <translation>타깃별</translation>
    </message>
    <message>
        <source>What the values are grouped by</source>
        <translation>값을 나누는 기준</translation>
    </message>
    <message>
        <source>others</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low}~{high}</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>모든 행</translation>
    </message>
    <message>
        <source>{column} ({share} missing)</source>
        <translation>{column} ({share} 누락)</translation>
    </message>
</context>
<context>
    <name>ColumnTable</name>
    <message>
        <source>Columns of the table</source>
        <translation>표의 열</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>누락</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>고유값</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>특성</translation>
    </message>
    <message>
        <source>target</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>{low} to {high}, mean {mean}, median {median}</source>
        <translation>{low}~{high}, 평균 {mean}, 중앙값 {median}</translation>
    </message>
</context>
<context>
    <name>ColumnsPanel</name>
    <message>
        <source>Role of the chosen columns</source>
        <translation>선택한 열의 역할</translation>
    </message>
    <message>
        <source>What the chosen columns are for; Ctrl and Shift choose several</source>
        <translation>선택한 열의 용도입니다. Ctrl과 Shift로 여러 열을 선택합니다</translation>
    </message>
    <message>
        <source>Type of the chosen columns</source>
        <translation>선택한 열의 유형</translation>
    </message>
    <message>
        <source>What the chosen columns are read as, regardless of how they look</source>
        <translation>선택한 열을 겉보기와 상관없이 어떤 값으로 읽을지 정합니다</translation>
    </message>
    <message>
        <source>The model learns from it.</source>
        <translation>모델이 이 열로 학습합니다.</translation>
    </message>
    <message>
        <source>The model learns to predict it; there can be several if all are numbers.</source>
        <translation>모델이 이 값을 예측하도록 학습합니다. 모두 숫자라면 여러 열을 고를 수 있습니다.</translation>
    </message>
    <message>
        <source>Rows with the same value stay on one side of the split.</source>
        <translation>값이 같은 행은 분할의 한쪽에만 놓입니다.</translation>
    </message>
    <message>
        <source>The model never sees it.</source>
        <translation>모델이 이 열을 보지 않습니다.</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>보이는 대로</translation>
    </message>
    <message>
        <source>number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>category</source>
        <translation>범주</translation>
    </message>
    <message>
        <source>date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>First rows of the table</source>
        <translation>표의 처음 몇 행</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>Type to find an action, setting, preset, run, field or help</source>
        <translation>동작, 설정, 프리셋, 실행, 레시피 항목, 도움말 찾기</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 항목</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>최근에 사용함</translation>
    </message>
    <message>
        <source>Nothing matches “{text}”.</source>
        <translation>“{text}”에 맞는 항목이 없습니다.</translation>
    </message>
    <message>
        <source>Not available now</source>
        <translation>지금은 사용할 수 없습니다</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Keys of both files</source>
        <translation>두 파일의 키</translation>
    </message>
    <message>
        <source>A: {first}    B: {second}</source>
        <translation>A: {first}    B: {second}</translation>
    </message>
    <message>
        <source>comparing values, {percent}</source>
        <translation>값 비교 중, {percent}</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Two models side by side</source>
        <translation>두 모델 나란히 보기</translation>
    </message>
    <message>
        <source>Choose two runs, or two states of one run, and press Compare. Their graphs, the differences between their weights, and each layer&apos;s output for the same example appear here.</source>
        <translation>실행 두 개 또는 한 실행의 두 상태를 고르고 비교를 누르세요. 두 모델의 그래프, 가중치 차이, 같은 예시에 대한 각 층의 출력이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Compare the two models; the run finishes its current batch first</source>
        <translation>두 모델을 비교합니다. 실행은 먼저 현재 배치를 마칩니다</translation>
    </message>
    <message>
        <source>Compare the two models and run the example through both; training waits meanwhile</source>
        <translation>두 모델을 비교하고 예시를 두 모델에 넣습니다. 그동안 학습은 대기합니다</translation>
    </message>
    <message>
        <source>Choose two models first</source>
        <translation>먼저 모델 두 개를 고르세요</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>비교하는 중…</translation>
    </message>
    <message>
        <source>Both are the same weights: the best epoch of this run was its last one.</source>
        <translation>두 가중치가 같습니다. 이 실행에서는 마지막 에포크가 최고 에포크였습니다.</translation>
    </message>
    <message>
        <source>Still showing {first} and {second}. Press Compare to update.</source>
        <translation>아직 {first}와(과) {second}의 비교가 표시되어 있습니다. 비교를 누르면 갱신됩니다.</translation>
    </message>
    <message>
        <source>There are no runs yet. Train one, then compare it with the current model or another run.</source>
        <translation>아직 실행이 없습니다. 학습한 다음 현재 모델이나 다른 실행과 비교하세요.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>only in 1</source>
        <translation>1에만 있음</translation>
    </message>
    <message>
        <source>only in 2</source>
        <translation>2에만 있음</translation>
    </message>
    <message>
        <source>different shape</source>
        <translation>모양이 다름</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>유한하지 않음</translation>
    </message>
    <message>
        <source>from zero</source>
        <translation>0에서 변경됨</translation>
    </message>
    <message>
        <source>different type</source>
        <translation>타입이 다름</translation>
    </message>
    <message>
        <source>Both models are the same: every weight has the same value.</source>
        <translation>두 모델이 같습니다. 모든 가중치의 값이 같습니다.</translation>
    </message>
    <message>
        <source>{layer} differs most: {distance}.</source>
        <translation>차이가 가장 큰 층은 {layer}: {distance}.</translation>
    </message>
</context>
<context>
    <name>ComparisonCells</name>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Shape in A</source>
        <translation>A 모양</translation>
    </message>
    <message>
        <source>Shape in B</source>
        <translation>B 모양</translation>
    </message>
    <message>
        <source>max |Δ|</source>
        <translation>최대 |Δ|</translation>
    </message>
    <message>
        <source>Moved by</source>
        <translation>변화율</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>변화 정도</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>{count} NaN in A</source>
        <translation>A에 NaN {count}개</translation>
    </message>
    <message>
        <source>{count} NaN in B</source>
        <translation>B에 NaN {count}개</translation>
    </message>
    <message>
        <source>{count} infinite in A</source>
        <translation>A에 무한대 {count}개</translation>
    </message>
    <message>
        <source>{count} infinite in B</source>
        <translation>B에 무한대 {count}개</translation>
    </message>
    <message>
        <source>only in A</source>
        <translation>A에만 있음</translation>
    </message>
    <message>
        <source>only in B</source>
        <translation>B에만 있음</translation>
    </message>
    <message>
        <source>shape differs</source>
        <translation>모양 다름</translation>
    </message>
    <message>
        <source>type differs</source>
        <translation>형식 다름</translation>
    </message>
    <message>
        <source>same shape</source>
        <translation>모양 같음</translation>
    </message>
    <message>
        <source>NaN or infinite</source>
        <translation>NaN 또는 무한대</translation>
    </message>
    <message>
        <source>values differ</source>
        <translation>값 다름</translation>
    </message>
    <message>
        <source>same values</source>
        <translation>값 같음</translation>
    </message>
</context>
<context>
    <name>ComparisonPage</name>
    <message>
        <source>The first {count} of {asked} runs side by side</source>
        <translation>실행 {asked}개 중 처음 {count}개 나란히 보기</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Result or setting</source>
        <translation>결과 또는 설정</translation>
    </message>
    <message>
        <source>★ {value}  best</source>
        <translation>★ {value}  최고</translation>
    </message>
    <message>
        <source>{value} · live: {last} from batch {step:,}</source>
        <translation>{value} · 실시간: 배치 {step:,}부터 {last}</translation>
    </message>
    <message>
        <source>Runs side by side</source>
        <translation>나란히 본 실행</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>모든 실행</translation>
    </message>
    <message>
        <source>Back to all runs (Esc)</source>
        <translation>모든 실행으로 돌아가기 (Esc)</translation>
    </message>
    <message>
        <source>Results and settings side by side</source>
        <translation>결과와 설정 나란히 보기</translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>row %</source>
        <translation>행 %</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Numbers in the cells</source>
        <translation>칸에 표시할 수</translation>
    </message>
    <message>
        <source>Percentages of each true class, or how many examples</source>
        <translation>정답 클래스별 백분율 또는 예시 개수</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Examples that were evaluated</source>
        <translation>평가한 예시</translation>
    </message>
    <message>
        <source>Show the evaluation on validation or on test examples</source>
        <translation>검증 예시나 테스트 예시의 평가를 봅니다</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>혼동 행렬</translation>
    </message>
    <message>
        <source>truth ↓</source>
        <translation>정답 ↓</translation>
    </message>
    <message>
        <source>guess →</source>
        <translation>예측 →</translation>
    </message>
    <message>
        <source>Back to the matrix (Esc)</source>
        <translation>행렬로 돌아가기 (Esc)</translation>
    </message>
    <message>
        <source>Examples of the cell</source>
        <translation>이 칸의 예시</translation>
    </message>
    <message>
        <source>Classes that get mixed up</source>
        <translation>혼동되는 클래스</translation>
    </message>
    <message>
        <source>test image {index}</source>
        <translation>테스트 이미지 {index}</translation>
    </message>
    <message>
        <source>validation image {index}</source>
        <translation>검증 이미지 {index}</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>혼동</translation>
    </message>
    <message>
        <source>At threshold {value}:</source>
        <translation>임계값 {value}에서:</translation>
    </message>
    <message>
        <source>{truth}: {count} of {total} were recognised ({share}).</source>
        <translation>{truth}: {total}개 중 {count}개를 알아보았습니다 ({share}).</translation>
    </message>
    <message>
        <source>There is no {truth} among these examples.</source>
        <translation>이 예시에는 {truth} 클래스가 없습니다.</translation>
    </message>
    <message>
        <source>A table of true classes against guesses appears here after the first epoch, when the model is tried on validation examples, or after Test now in the menu.</source>
        <translation>첫 에포크가 끝나 모델을 검증 예시로 시험하거나 메뉴의 지금 테스트를 실행하면 정답과 예측의 표가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Confusion on the validation set</source>
        <translation>검증 세트의 혼동</translation>
    </message>
    <message>
        <source>Confusion on the test set</source>
        <translation>테스트 세트의 혼동</translation>
    </message>
    <message>
        <source>Confusion on the training set</source>
        <translation>학습 세트의 혼동</translation>
    </message>
    <message>
        <source>{truth}: {count} of {total} were mistaken for {guess} ({share}).</source>
        <translation>{truth} → {guess}: {total}개 중 {count}개를 잘못 보았습니다 ({share}).</translation>
    </message>
    <message>
        <source>On average the model was {share} sure.</source>
        <translation>모델의 평균 확신은 {share}입니다.</translation>
    </message>
    <message>
        <source>Here are the {count} it was most sure of.</source>
        <translation>가장 확신한 {count}개를 보여 줍니다.</translation>
    </message>
</context>
<context>
    <name>ConsoleInput</name>
    <message>
        <source>Code to run</source>
        <translation>실행할 코드</translation>
    </message>
    <message>
        <source>Enter runs, Shift+Enter begins another line, Up and Down bring back what was typed before.</source>
        <translation>Enter로 실행하고, Shift+Enter로 줄을 바꾸며, 위·아래 키로 이전 입력을 불러옵니다.</translation>
    </message>
    <message>
        <source>Python, for example model(x).shape</source>
        <translation>Python 코드, 예: model(x).shape</translation>
    </message>
</context>
<context>
    <name>ConsoleOutput</name>
    <message>
        <source>Output of the console</source>
        <translation>콘솔 출력</translation>
    </message>
</context>
<context>
    <name>ConsolePanel</name>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>예시 문장</translation>
    </message>
    <message>
        <source>Statements of a PyTorch book that run here and now, by chapter</source>
        <translation>바로 실행되는 PyTorch 책의 예시 문장을 장별로 보여 줍니다</translation>
    </message>
    <message>
        <source>Interrupt</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>Break off the code that runs, between two of Python&apos;s instructions</source>
        <translation>실행 중인 코드를 Python 명령 사이에서 중단합니다</translation>
    </message>
    <message>
        <source>Clear the output</source>
        <translation>출력 지우기</translation>
    </message>
    <message>
        <source>Type Python below; Enter runs it where the run is paused. You can use model, optimizer, loss_fn, x, y, pred, loss, history, torch and np. Statements has lines from a PyTorch book, ready to run.</source>
        <translation>아래에 Python 코드를 입력하고 Enter를 누르면 실행이 멈춘 자리에서 실행됩니다. model, optimizer, loss_fn, x, y, pred, loss, history, torch, np를 쓸 수 있습니다. 예시 문장에는 PyTorch 책에 나오는 코드가 준비되어 있어 바로 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>Batch {number}</source>
        <translation>배치 {number}</translation>
    </message>
    <message>
        <source>Show tensor {name}</source>
        <translation>텐서 {name} 보기</translation>
    </message>
    <message>
        <source>Show module {name}</source>
        <translation>모듈 {name} 보기</translation>
    </message>
    <message>
        <source>Kept: {what}.</source>
        <translation>유지함: {what}.</translation>
    </message>
    <message>
        <source>Undone: {what}. Everything is as it was before.</source>
        <translation>되돌림: {what}. 모든 것이 이전과 같습니다.</translation>
    </message>
    <message>
        <source>Inside a single call of a library, which cannot be interrupted; it stops when that returns.</source>
        <translation>라이브러리 호출 하나를 실행하는 중이라 중단할 수 없습니다. 호출이 끝나면 멈춥니다.</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>실행 중…</translation>
    </message>
</context>
<context>
    <name>ContinueDialog</name>
    <message>
        <source>epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Resume “{title}”</source>
        <translation>“{title}” 이어서 학습</translation>
    </message>
    <message>
        <source>Changed lines</source>
        <translation>바뀐 줄</translation>
    </message>
    <message>
        <source>Use the file as it is now</source>
        <translation>파일을 지금 내용대로 사용</translation>
    </message>
    <message>
        <source>Total epochs</source>
        <translation>전체 에포크</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Leave the run as it is</source>
        <translation>실행을 그대로 둡니다</translation>
    </message>
    <message>
        <source>Resume run</source>
        <translation>실행 재개</translation>
    </message>
    <message>
        <source>Resume from the newest snapshot with exactly the batches due</source>
        <translation>최신 스냅샷에서 남은 배치 그대로 재개합니다</translation>
    </message>
    <message>
        <source>{trained} of {planned} epochs are trained. Training resumes at the newest snapshot.</source>
        <translation>{planned} 에포크 중 {trained} 에포크를 학습했습니다. 최신 스냅샷에서 재개합니다.</translation>
    </message>
    <message>
        <source>The first epoch is not finished yet. Training resumes at the newest snapshot.</source>
        <translation>첫 에포크가 아직 끝나지 않았습니다. 최신 스냅샷에서 재개합니다.</translation>
    </message>
    <message>
        <source>Resume a run</source>
        <translation>실행 재개</translation>
    </message>
    <message>
        <source>Edited in the recipe since then</source>
        <translation>그 뒤 레시피에서 편집한 값</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>takes effect</source>
        <translation>적용됨</translation>
    </message>
    <message>
        <source>cannot be changed</source>
        <translation>바꿀 수 없음</translation>
    </message>
    <message>
        <source>{old} → {new}</source>
        <translation>{old} → {new}</translation>
    </message>
    <message>
        <source>stays {old}, not {new}</source>
        <translation>{old} 유지 ({new} 아님)</translation>
    </message>
</context>
<context>
    <name>ContinueOffer</name>
    <message>
        <source>This run stopped early after epoch {epoch}, as its validation got no better. It can be resumed; Train starts a new run.</source>
        <translation>검증이 더 나아지지 않아 이 실행은 에포크 {epoch} 뒤에 조기 종료되었습니다. 재개할 수 있고, 학습을 누르면 새 실행을 시작합니다.</translation>
    </message>
    <message>
        <source>This run is stopped at batch {step} and can be resumed. Train starts a new run.</source>
        <translation>이 실행은 배치 {step}에서 중지되었고 재개할 수 있습니다. 학습을 누르면 새 실행을 시작합니다.</translation>
    </message>
</context>
<context>
    <name>ContinuingFlow</name>
    <message>
        <source>Something else is under way. Ask again in a moment.</source>
        <translation>다른 작업을 하고 있습니다. 잠시 뒤 다시 요청하세요.</translation>
    </message>
    <message>
        <source>A replay is open. Close it first.</source>
        <translation>재생이 열려 있습니다. 먼저 닫으세요.</translation>
    </message>
    <message>
        <source>A run is under way. Stop it first.</source>
        <translation>실행 중입니다. 먼저 중지하세요.</translation>
    </message>
    <message>
        <source>This run has left no weights: the model is as it was at its start.</source>
        <translation>이 실행은 가중치를 남기지 않았습니다. 모델은 실행을 시작할 때의 상태입니다.</translation>
    </message>
</context>
<context>
    <name>CorrectionsBar</name>
    <message>
        <source>Corrections</source>
        <translation>수정 사항</translation>
    </message>
    <message>
        <source>Show what is corrected</source>
        <translation>수정한 예시 보기</translation>
    </message>
    <message>
        <source>Bring back what is left out</source>
        <translation>제외한 예시 다시 포함</translation>
    </message>
    <message>
        <source>Undo all corrections</source>
        <translation>모든 수정 되돌리기</translation>
    </message>
    <message>
        <source>Resume…</source>
        <translation>이어서 학습…</translation>
    </message>
    <message>
        <source>Resume the run from its newest snapshot; from there on it learns from the corrected examples</source>
        <translation>가장 최근 스냅샷부터 실행을 재개하며, 그때부터 수정한 예시로 학습합니다</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>새로 시작</translation>
    </message>
    <message>
        <source>Train a new run from its first weights on the corrected examples</source>
        <translation>수정한 예시로 처음 가중치부터 새로 학습합니다</translation>
    </message>
    <message>
        <source>There are no corrections any more.</source>
        <translation>이제 수정한 것이 없습니다.</translation>
    </message>
    <message>
        <source>The run that is shown was trained with this.</source>
        <translation>표시된 실행은 이대로 학습되었습니다.</translation>
    </message>
    <message>
        <source>This acts in the next run, or when this one is resumed.</source>
        <translation>다음 실행에서, 또는 이 실행을 재개할 때 적용됩니다.</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>Something unexpected happened in the window ({name}: {error}). The run continues and is saved.</source>
        <translation>창에서 예상하지 못한 일이 일어났습니다({name}: {error}). 실행은 계속되고 저장됩니다.</translation>
    </message>
</context>
<context>
    <name>CurveControls</name>
    <message>
        <source>smoothing</source>
        <translation>평활</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>last 500</source>
        <translation>최근 500</translation>
    </message>
    <message>
        <source>Axis, span and scale of the curves</source>
        <translation>곡선의 축, 구간, 눈금</translation>
    </message>
    <message>
        <source>Export the curves, or choose what is shown</source>
        <translation>곡선을 내보내거나 표시할 항목 선택</translation>
    </message>
    <message>
        <source>Save as vector graphic (SVG)…</source>
        <translation>벡터 이미지로 저장 (SVG)…</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Scale of the loss</source>
        <translation>손실의 눈금</translation>
    </message>
    <message>
        <source>What the shared axis counts</source>
        <translation>공통 축의 단위</translation>
    </message>
    <message>
        <source>Show the whole run or its last 500 batches</source>
        <translation>실행 전체 또는 최근 500개 배치를 봅니다</translation>
    </message>
    <message>
        <source>Save as a picture (PNG)…</source>
        <translation>이미지로 저장 (PNG)…</translation>
    </message>
    <message>
        <source>Save the numbers (CSV)…</source>
        <translation>숫자 저장 (CSV)…</translation>
    </message>
    <message>
        <source>Show previous run</source>
        <translation>이전 실행 보기</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Drag to zoom into a span, drag with Shift or the right button to move. The wheel or + and - zoom, the arrow keys move, a double click or F follows the run again.</source>
        <translation>끌면 그 구간이 확대되고, Shift를 누르거나 오른쪽 버튼으로 끌면 이동합니다. 휠이나 +, -로 확대/축소하고 화살표 키로 이동하며, 두 번 클릭하거나 F를 누르면 다시 실행을 따라갑니다.</translation>
    </message>
    <message>
        <source>validation, epoch {epoch}</source>
        <translation>검증, 에포크 {epoch}</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>this batch</source>
        <translation>이 배치</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>평활값</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>{metric} by epoch</source>
        <translation>에포크별 {metric}</translation>
    </message>
    <message>
        <source>{metric} by batch</source>
        <translation>배치별 {metric}</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>There are no curves to save yet. Train first.</source>
        <translation>저장할 곡선이 아직 없습니다. 먼저 학습하세요.</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>time of training (s)</source>
        <translation>학습 시간(초)</translation>
    </message>
    <message>
        <source>The curves of the run appear here</source>
        <translation>실행의 곡선이 여기에 나타납니다</translation>
    </message>
    <message>
        <source>Loss and metric, batch by batch, while the model learns. Press Train to start, or drop your own pictures, table or Dataset on the window.</source>
        <translation>모델이 배우는 동안 손실과 지표를 배치마다 보여 줍니다. 학습을 누르거나, 내 이미지, 표, Dataset을 창에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Read in Help what to try first</source>
        <translation>먼저 해 볼 일을 도움말에서 읽기</translation>
    </message>
    <message>
        <source>New here? First minutes</source>
        <translation>처음이신가요? 처음 몇 분</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>Move along with the run again (F)</source>
        <translation>다시 실행을 따라갑니다 (F)</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>실행 따라가기</translation>
    </message>
</context>
<context>
    <name>DataFactsView</name>
    <message>
        <source>Read the data again: new examples are added, and missing ones are left out</source>
        <translation>데이터 다시 읽기: 새로 생긴 것은 추가하고 없어진 것은 제외합니다</translation>
    </message>
    <message>
        <source>About the data</source>
        <translation>어떤 데이터인가</translation>
    </message>
    <message>
        <source>How many examples there are, of which classes, and where they come from. Press Train to load them.</source>
        <translation>예시의 수, 클래스, 출처를 보여 줍니다. 학습을 누르면 불러옵니다.</translation>
    </message>
    <message>
        <source>Examples of each class</source>
        <translation>클래스별 예시</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Each example</source>
        <translation>예시 하나</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>있는 곳</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Mean per channel</source>
        <translation>채널별 평균</translation>
    </message>
    <message>
        <source>Std. dev. per channel</source>
        <translation>채널별 표준편차</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} ~ {high}</translation>
    </message>
    <message>
        <source>Training values</source>
        <translation>학습 데이터의 값</translation>
    </message>
    <message>
        <source>Files read</source>
        <translation>읽은 파일</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>컬러</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>흑백</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 픽셀</translation>
    </message>
    <message>
        <source>Training examples of each class</source>
        <translation>클래스별 학습 예시</translation>
    </message>
</context>
<context>
    <name>DataFindings</name>
    <message>
        <source>Found in the data</source>
        <translation>데이터에서 찾은 것</translation>
    </message>
    <message>
        <source>Nothing was found wrong with it.</source>
        <translation>잘못된 점을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Show the examples, or the column, that this is about</source>
        <translation>해당하는 예시나 열을 봅니다</translation>
    </message>
    <message>
        <source>Sets in the recipe: {changes}</source>
        <translation>레시피에서 바꾸는 값: {changes}</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
</context>
<context>
    <name>DataFlow</name>
    <message>
        <source>Open a folder of pictures</source>
        <translation>이미지 폴더 열기</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>데이터 열기</translation>
    </message>
    <message>
        <source>The counts and findings are the same as before.</source>
        <translation>개수와 확인 결과가 이전과 같습니다.</translation>
    </message>
    <message>
        <source>The data was read again.</source>
        <translation>데이터를 다시 읽었습니다.</translation>
    </message>
    <message>
        <source>Looking at {name}…</source>
        <translation>{name}을(를) 살펴보는 중…</translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>A replay does not load data</source>
        <translation>재생할 때는 데이터를 불러오지 않습니다</translation>
    </message>
    <message>
        <source>To see the data of this run, close the replay and open the run.</source>
        <translation>이 실행의 데이터를 보려면 재생을 닫고 실행을 여세요.</translation>
    </message>
    <message>
        <source>why</source>
        <translation>기준</translation>
    </message>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
</context>
<context>
    <name>DemoBar</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Go back to the previous stop (Page Up)</source>
        <translation>이전에 멈췄던 곳으로 돌아갑니다 (Page Up)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Continue, or finish the current step at once (Page Down)</source>
        <translation>계속하거나, 진행 중인 단계를 바로 끝냅니다 (Page Down)</translation>
    </message>
    <message>
        <source>Use the window yourself; Continue resumes the demo (Esc)</source>
        <translation>창을 직접 조작합니다. 계속을 누르면 데모가 이어집니다 (Esc)</translation>
    </message>
    <message>
        <source>Demo progress</source>
        <translation>데모 진행률</translation>
    </message>
    <message>
        <source>{title}: finished. Next: {following}</source>
        <translation>{title}: 끝. 다음: {following}</translation>
    </message>
    <message>
        <source>{title}: finished</source>
        <translation>{title}: 끝</translation>
    </message>
    <message>
        <source>{title}: going back…</source>
        <translation>{title}: 되돌아가는 중…</translation>
    </message>
    <message>
        <source>{title}: training to the end of this step…</source>
        <translation>{title}: 이 단계가 끝나는 지점까지 학습하는 중…</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>직접 조작</translation>
    </message>
    <message>
        <source>Continue the demo</source>
        <translation>데모 계속</translation>
    </message>
    <message>
        <source>End the demo</source>
        <translation>데모 끝내기</translation>
    </message>
    <message>
        <source>{title}: the window is yours</source>
        <translation>{title}: 이제 직접 조작할 수 있습니다</translation>
    </message>
</context>
<context>
    <name>Demos</name>
    <message>
        <source>Open a demo</source>
        <translation>데모 열기</translation>
    </message>
    <message>
        <source>Demos</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>my demo</source>
        <translation>내 데모</translation>
    </message>
    <message>
        <source>Save the demo</source>
        <translation>데모 저장</translation>
    </message>
    <message>
        <source>The demo is saved in {path}.</source>
        <translation>데모를 {path}에 저장했습니다.</translation>
    </message>
</context>
<context>
    <name>DemosDialog</name>
    <message>
        <source>Demos</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Page Down continues, Page Up goes back, and Esc lets you take over.</source>
        <translation>Page Down은 계속, Page Up은 뒤로, Esc는 직접 조작입니다.</translation>
    </message>
    <message>
        <source>Record what you do in the window from now on as a demo</source>
        <translation>지금부터 창에서 하는 일을 데모로 기록합니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Play {title}</source>
        <translation>{title} 재생</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>One tensor in full</source>
        <translation>텐서 하나 자세히 보기</translation>
    </message>
    <message>
        <source>Histogram of values</source>
        <translation>값의 분포</translation>
    </message>
    <message>
        <source>Choose a row to see its values here.</source>
        <translation>행을 고르면 값이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Complex numbers: these are their magnitudes.</source>
        <translation>복소수: 크기(절댓값)를 보여 줍니다.</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>원소 수</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Saved from</source>
        <translation>저장한 장치</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>적혀 있지 않음</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>함께 쓰는 키</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>노름</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>0인 값</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>무한대</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>Graphs</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>다른 것만</translation>
    </message>
    <message>
        <source>Hide what is the same in the tables, and dim it in the graphs</source>
        <translation>같은 것은 표에서 빼고 그래프에서 흐리게 표시합니다</translation>
    </message>
</context>
<context>
    <name>DiscardDialog</name>
    <message>
        <source>The run ends, and what the model has learned in it is lost.</source>
        <translation>실행이 끝나고 모델이 이 실행에서 배운 것이 사라집니다.</translation>
    </message>
    <message>
        <source>The run ends, and its folder {folder} is deleted with its weights, curves and snapshots. This cannot be undone.</source>
        <translation>실행이 끝나고 폴더 {folder}이(가) 가중치, 곡선, 스냅샷과 함께 삭제됩니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Discard the run</source>
        <translation>실행 버리기</translation>
    </message>
    <message>
        <source>End the run and delete its folder</source>
        <translation>실행을 끝내고 폴더를 삭제합니다</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>계속 학습</translation>
    </message>
    <message>
        <source>Leave the run as it is</source>
        <translation>실행을 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>DownloadDialog</name>
    <message>
        <source>Download data</source>
        <translation>데이터 내려받기</translation>
    </message>
    <message>
        <source>Download {title}?</source>
        <translation>{title}을(를) 내려받을까요?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Download nothing</source>
        <translation>아무것도 내려받지 않습니다</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Download the data, then continue with what was asked for</source>
        <translation>데이터를 내려받은 뒤 요청한 작업을 계속합니다</translation>
    </message>
    <message>
        <source>{title} is not on this computer: {size} from {origin}, into {folder}.</source>
        <translation>{title}이(가) 이 컴퓨터에 없습니다. {origin}에서 {size}를 {folder}에 내려받습니다.</translation>
    </message>
    <message>
        <source>Its publisher names no licence.</source>
        <translation>배포자가 라이선스를 밝히지 않았습니다.</translation>
    </message>
    <message>
        <source>Licence: {licence}.</source>
        <translation>라이선스: {licence}.</translation>
    </message>
</context>
<context>
    <name>DownloadOffer</name>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Download this data to train on it</source>
        <translation>이 데이터로 학습하려면 내려받으세요</translation>
    </message>
</context>
<context>
    <name>DrawingPage</name>
    <message>
        <source>Pencil</source>
        <translation>연필</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>지우개</translation>
    </message>
    <message>
        <source>Drawing tool</source>
        <translation>그리기 도구</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Paper to draw on</source>
        <translation>이미지를 그릴 종이</translation>
    </message>
    <message>
        <source>Draw with mouse, pen or finger; or move with the arrow keys and hold Space</source>
        <translation>마우스, 펜, 손가락으로 그리거나 화살표 키로 움직이며 스페이스를 누르고 있으세요</translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation>모델이 보는 이미지</translation>
    </message>
    <message>
        <source>The model&apos;s answer</source>
        <translation>모델의 답</translation>
    </message>
    <message>
        <source>Draw something: the answer follows the pen, even during training.</source>
        <translation>무엇이든 그려 보세요. 학습 중에도 펜을 따라 답이 바뀝니다.</translation>
    </message>
    <message>
        <source>Light and dark are swapped first, because the training images are light on dark.</source>
        <translation>학습 이미지가 어두운 바탕에 밝은 이미지이므로 먼저 명암을 반전합니다.</translation>
    </message>
    <message>
        <source>Brought to the size that the model takes.</source>
        <translation>모델이 받는 크기로 맞췄습니다.</translation>
    </message>
</context>
<context>
    <name>DrawnNetwork</name>
    <message>
        <source>The diagram is drawn as soon as the data is read.</source>
        <translation>데이터를 읽는 대로 다이어그램을 그립니다.</translation>
    </message>
    <message>
        <source>The diagram is drawn as soon as the model is built.</source>
        <translation>모델이 만들어지는 대로 다이어그램을 그립니다.</translation>
    </message>
    <message>
        <source>It does not fit yet; see the marked layer.</source>
        <translation>아직 맞지 않습니다. 표시된 층을 확인하세요.</translation>
    </message>
    <message>
        <source>1 output for two classes</source>
        <translation>두 클래스에 출력 1개</translation>
    </message>
</context>
<context>
    <name>EditedFile</name>
    <message>
        <source>Python files</source>
        <translation>Python 파일</translation>
    </message>
    <message>
        <source>Open a Python file</source>
        <translation>Python 파일 열기</translation>
    </message>
    <message>
        <source>Save the Python file</source>
        <translation>Python 파일 저장</translation>
    </message>
</context>
<context>
    <name>EmptyCacheDialog</name>
    <message>
        <source>Pictures are decoded once and kept in {folder}, up to {most} of them. They are decoded again when a run needs them. Your own files are not touched, and what a run is using stays.</source>
        <translation>이미지는 한 번만 디코딩하여 {folder}에 {most}까지 보관하며, 학습에 필요하면 다시 디코딩합니다. 원본 파일은 건드리지 않고, 학습에서 쓰고 있는 것은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Remove {size} of decoded pictures?</source>
        <translation>디코딩된 이미지 {size}를 지울까요?</translation>
    </message>
    <message>
        <source>Empty the picture cache</source>
        <translation>이미지 캐시 비우기</translation>
    </message>
    <message>
        <source>Empty the cache</source>
        <translation>캐시 비우기</translation>
    </message>
    <message>
        <source>Remove the decoded pictures that nothing is using</source>
        <translation>쓰고 있지 않은 디코딩된 이미지를 지웁니다</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Leave the cache as it is</source>
        <translation>캐시를 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>EvaluationHeader</name>
    <message>
        <source>on validation examples</source>
        <translation>검증 예시</translation>
    </message>
    <message>
        <source>on test examples</source>
        <translation>테스트 예시</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Examples that were evaluated</source>
        <translation>평가한 예시</translation>
    </message>
    <message>
        <source>Show the evaluation on validation or on test examples</source>
        <translation>검증 예시나 테스트 예시의 평가를 봅니다</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>Which of the numbers that the model answers with</source>
        <translation>모델이 출력하는 값 가운데 볼 것</translation>
    </message>
</context>
<context>
    <name>Evaluations</name>
    <message>
        <source>changed by hand, not kept</source>
        <translation>직접 변경함, 아직 유지하지 않음</translation>
    </message>
</context>
<context>
    <name>ExampleChoice</name>
    <message>
        <source>Test set</source>
        <translation>테스트 세트</translation>
    </message>
    <message>
        <source>Validation set</source>
        <translation>검증 세트</translation>
    </message>
    <message>
        <source>Training set</source>
        <translation>학습 세트</translation>
    </message>
    <message>
        <source>Where the example comes from</source>
        <translation>예시를 가져올 곳</translation>
    </message>
    <message>
        <source>The part of the first model&apos;s data that the example comes from</source>
        <translation>첫째 모델의 데이터 중 예시를 가져올 부분</translation>
    </message>
    <message>
        <source>Number of the example</source>
        <translation>예시 번호</translation>
    </message>
    <message>
        <source>Previous example</source>
        <translation>이전 예시</translation>
    </message>
    <message>
        <source>Next example</source>
        <translation>다음 예시</translation>
    </message>
</context>
<context>
    <name>ExampleChooser</name>
    <message>
        <source>Part of the data</source>
        <translation>데이터의 부분</translation>
    </message>
    <message>
        <source>Number of the example</source>
        <translation>예시 번호</translation>
    </message>
    <message>
        <source>The number of the example in this part of the data, counted from 0</source>
        <translation>이 데이터 부분 안에서의 예시 번호(0부터)</translation>
    </message>
    <message>
        <source>Picture file…</source>
        <translation>이미지 파일…</translation>
    </message>
    <message>
        <source>Explain the model&apos;s answer for a picture of your own</source>
        <translation>내 이미지에 대한 모델의 답을 설명합니다</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>테스트 예시</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Explain a picture</source>
        <translation>이미지 설명</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path}을(를) 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{path} is empty or too large for a picture. Choose another file.</source>
        <translation>{path}은(는) 비어 있거나 이미지 파일로는 너무 큽니다. 다른 파일을 고르세요.</translation>
    </message>
</context>
<context>
    <name>ExampleDetail</name>
    <message>
        <source>Choose an example to see the original beside what the model receives.</source>
        <translation>예시를 고르면 원본과 모델이 받는 입력을 나란히 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>What the model receives</source>
        <translation>모델이 받는 입력</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>다시 뽑기</translation>
    </message>
    <message>
        <source>Show what other random numbers of the augmentation make of it</source>
        <translation>다른 난수로 증강한 결과를 봅니다</translation>
    </message>
    <message>
        <source>No example chosen</source>
        <translation>선택한 예시 없음</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>구분</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Row of the file</source>
        <translation>파일의 행</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>원본 크기</translation>
    </message>
    <message>
        <source>Received shape</source>
        <translation>입력 형태</translation>
    </message>
    <message>
        <source>{low} to {high}, mean {mean}</source>
        <translation>{low} ~ {high}, 평균 {mean}</translation>
    </message>
    <message>
        <source>Received values</source>
        <translation>입력 값</translation>
    </message>
</context>
<context>
    <name>ExampleTools</name>
    <message>
        <source>Another label</source>
        <translation>다른 레이블</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>Undo the correction</source>
        <translation>수정 되돌리기</translation>
    </message>
    <message>
        <source>Nearest examples</source>
        <translation>가장 비슷한 예시</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Save the list as CSV…</source>
        <translation>목록을 CSV로 저장…</translation>
    </message>
    <message>
        <source>Give what is chosen another label; the data itself stays as it is</source>
        <translation>선택한 예시에 다른 레이블을 지정합니다. 데이터 자체는 그대로입니다</translation>
    </message>
    <message>
        <source>Neither learn from what is chosen nor test on it; the data itself stays as it is</source>
        <translation>선택한 예시를 학습과 테스트에 쓰지 않습니다. 데이터 자체는 그대로입니다</translation>
    </message>
    <message>
        <source>Take what is chosen as the data has it</source>
        <translation>선택한 예시를 데이터에 있는 대로 씁니다</translation>
    </message>
    <message>
        <source>Show the training examples that the model sees as most like this one</source>
        <translation>모델이 이 예시와 가장 비슷하다고 보는 학습 예시를 보여 줍니다</translation>
    </message>
    <message>
        <source>Copy the paths of what is chosen, or of all that is listed</source>
        <translation>선택한 예시의, 또는 목록 전체의 경로를 복사합니다</translation>
    </message>
    <message>
        <source>Save the whole list as a CSV file</source>
        <translation>목록 전체를 CSV 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Another label…</source>
        <translation>다른 레이블…</translation>
    </message>
    <message>
        <source>Another value…</source>
        <translation>다른 값…</translation>
    </message>
</context>
<context>
    <name>ExplainPanel</name>
    <message>
        <source>Explain</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Once there is a model, this page shows what in an input supports its answer.</source>
        <translation>모델이 준비되면 입력의 어떤 부분이 모델의 답을 뒷받침하는지 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Explain again with the current weights</source>
        <translation>현재 가중치로 다시 설명</translation>
    </message>
    <message>
        <source>weights after batch {batch}</source>
        <translation>배치 {batch} 이후의 가중치</translation>
    </message>
    <message>
        <source>current weights</source>
        <translation>현재 가중치</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>What a state_dict is</source>
        <translation>state_dict란</translation>
    </message>
    <message>
        <source>Why not the whole model</source>
        <translation>모델 전체를 저장하지 않는 까닭</translation>
    </message>
    <message>
        <source>What map_location does</source>
        <translation>map_location이 하는 일</translation>
    </message>
    <message>
        <source>A state_dict is a dictionary from names to tensors: all that a model has learned, and nothing of how it is built. A name is the way to the tensor through the model’s modules, with dots between.</source>
        <translation>state_dict는 이름과 텐서를 짝지은 사전(dictionary)입니다. 모델이 배운 것은 모두 들어 있고 모델을 만드는 방법은 들어 있지 않습니다. 이름은 모델의 모듈을 거쳐 텐서에 이르는 길이며 사이사이에 점을 찍습니다.</translation>
    </message>
    <message>
        <source>in the module {module}</source>
        <translation>모듈 {module}의</translation>
    </message>
    <message>
        <source>in the model</source>
        <translation>모델의</translation>
    </message>
    <message>
        <source>torch.save(model) pickles the object itself: the file names the model’s class and runs code when it is read, so a file from somebody else can do anything to your machine, and one of your own breaks once the class is renamed or moved. A state_dict holds only names and numbers. It is read with weights_only=True, which runs nothing, and goes into any model with the same names and shapes. Nothing in this file was run to show it.</source>
        <translation>torch.save(model)은 객체 자체를 pickle로 저장합니다. 파일에는 모델의 클래스 이름이 적히고 읽을 때 코드가 실행됩니다. 그래서 남의 파일은 내 컴퓨터에 무슨 일이든 할 수 있고, 내 파일도 클래스의 이름이나 위치가 바뀌면 읽지 못합니다. state_dict에는 이름과 수만 있습니다. 아무것도 실행하지 않는 weights_only=True로 읽고, 이름과 모양이 같은 어떤 모델에도 넣을 수 있습니다. 이 파일을 보여 주면서도 파일 안의 것은 아무것도 실행하지 않았습니다.</translation>
    </message>
    <message>
        <source>torch.save notes for each tensor the device that it was on, and torch.load puts it back there, which fails on a machine that has no such device. torch.load(path, map_location=&quot;cpu&quot;) puts every tensor on the CPU instead; load_state_dict then copies it to wherever the model is.</source>
        <translation>torch.save는 텐서마다 있던 장치를 적어 두고 torch.load는 텐서를 그 장치로 되돌려 놓습니다. 그 장치가 없는 컴퓨터에서는 실패합니다. torch.load(path, map_location=&quot;cpu&quot;)는 그 대신 모든 텐서를 CPU에 올립니다. 그런 다음 load_state_dict가 모델이 있는 장치로 복사합니다.</translation>
    </message>
    <message>
        <source>{name} is a file of {format}, which notes no device: its tensors come to the CPU unless you ask for another.</source>
        <translation>{name}: {format} 파일입니다. 이 형식은 장치를 적어 두지 않으므로 따로 지정하지 않으면 텐서를 CPU에 올립니다.</translation>
    </message>
    <message>
        <source>{name} was saved from the CPU, so it opens everywhere without map_location.</source>
        <translation>{name}: CPU에서 저장했으므로 map_location 없이도 어디서나 열립니다.</translation>
    </message>
    <message>
        <source>{name} was saved from {devices}: on a machine without it, it opens only with map_location. The studio always gives one.</source>
        <translation>{name}: {devices}에서 저장했습니다. 그 장치가 없는 컴퓨터에서는 map_location이 있어야 열립니다. 스튜디오는 언제나 지정합니다.</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>민감도</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>적분 기울기</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>가리기</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>What supports the answer, according to each method</source>
        <translation>방법별로 본, 답을 뒷받침하는 부분</translation>
    </message>
    <message>
        <source>What each column adds</source>
        <translation>각 열이 더하는 값</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Which answer is explained</source>
        <translation>설명할 답</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>비교 기준</translation>
    </message>
    <message>
        <source>The baseline, which stands for “nothing there”: integrated gradients start from it, and occlusion covers with it</source>
        <translation>‘아무것도 없음’을 나타내는 기준값입니다. 적분 기울기는 여기서 시작하고, 가리기는 이 값으로 가립니다</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>The layer whose feature maps Grad-CAM weights</source>
        <translation>Grad-CAM이 가중할 특징 맵이 있는 층</translation>
    </message>
    <message>
        <source>Hidden square</source>
        <translation>가리는 사각형</translation>
    </message>
    <message>
        <source>Its side in pixels; 0 means a seventh of the picture</source>
        <translation>한 변의 픽셀 수. 0이면 이미지의 7분의 1입니다</translation>
    </message>
    <message>
        <source>The model&apos;s own answer</source>
        <translation>모델이 낸 답</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>0</translation>
    </message>
    <message>
        <source>black</source>
        <translation>검정</translation>
    </message>
    <message>
        <source>the mean of the training data</source>
        <translation>학습 데이터의 평균</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>not for this kind of model</source>
        <translation>이 모델에는 해당 없음</translation>
    </message>
    <message>
        <source>Why {answer} ({share})? The model says {verdict}</source>
        <translation>{answer}({share})의 근거 · 모델의 답: {verdict}</translation>
    </message>
    <message>
        <source>How sensitive the score of {answer}, {score}, is to each input: the magnitude of its gradient.</source>
        <translation>{answer}의 점수({score})가 각 입력에 얼마나 민감한지를 기울기의 크기로 나타냅니다.</translation>
    </message>
    <message>
        <source>Where the feature maps of {layer} support {answer}: each is weighted by its mean gradient, and negative values of the sum are dropped.</source>
        <translation>{layer}의 특징 맵이 {answer}을(를) 뒷받침하는 위치입니다. 각 맵에 평균 기울기를 곱해 더하고, 음수는 버립니다.</translation>
    </message>
    <message>
        <source>How much the score of {answer}, {score}, drops when a part of the input is hidden.</source>
        <translation>입력의 일부를 가렸을 때 {answer}의 점수({score})가 얼마나 떨어지는지 나타냅니다.</translation>
    </message>
    <message>
        <source>What each input adds to the score of {answer}, which is {score} here and {baseline} for the baseline.</source>
        <translation>각 입력이 {answer}의 점수에 기여한 값입니다. 점수는 {score}, 기준값의 점수는 {baseline}입니다.</translation>
    </message>
    <message>
        <source>Together the inputs add {sum}; the two scores differ by {difference}.</source>
        <translation>기여한 값을 모두 더하면 {sum}이고, 두 점수의 차이는 {difference}입니다.</translation>
    </message>
    <message>
        <source>supports it</source>
        <translation>뒷받침함</translation>
    </message>
    <message>
        <source>counts against it</source>
        <translation>반대함</translation>
    </message>
    <message>
        <source>raises it</source>
        <translation>높임</translation>
    </message>
    <message>
        <source>lowers it</source>
        <translation>낮춤</translation>
    </message>
</context>
<context>
    <name>ExportReplayDialog</name>
    <message>
        <source>Export the replay</source>
        <translation>재생 내보내기</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The last batch comes before the first. Choose a later one.</source>
        <translation>마지막 배치가 첫 배치보다 앞에 있습니다. 더 뒤의 배치를 고르세요.</translation>
    </message>
    <message>
        <source>Which part of the run?</source>
        <translation>실행의 어느 부분을 내보낼까요?</translation>
    </message>
    <message>
        <source>From batch</source>
        <translation>첫 배치</translation>
    </message>
    <message>
        <source>To batch</source>
        <translation>마지막 배치</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
</context>
<context>
    <name>FieldNotes</name>
    <message>
        <source>The rest of the recipe stays. There is one that suits this data.</source>
        <translation>레시피의 나머지는 그대로입니다. 이 데이터에 맞는 레시피가 따로 있습니다.</translation>
    </message>
    <message>
        <source>from batch {batch} on</source>
        <translation>배치 {batch}부터</translation>
    </message>
    <message>
        <source>The last run ended with {value}.</source>
        <translation>마지막 실행은 {value}(으)로 끝났습니다.</translation>
    </message>
</context>
<context>
    <name>FileBar</name>
    <message>
        <source>New</source>
        <translation>새로 만들기</translation>
    </message>
    <message>
        <source>Modules beside it</source>
        <translation>함께 쓰는 모듈</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Reload from disk</source>
        <translation>디스크에서 다시 불러오기</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>바꾸기…</translation>
    </message>
    <message>
        <source>Go to line…</source>
        <translation>줄로 이동…</translation>
    </message>
    <message>
        <source>Write the file and try it (Ctrl+S)</source>
        <translation>파일을 저장하고 시험 실행합니다 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>시험 실행</translation>
    </message>
    <message>
        <source>Send a batch through it and back, in a process of its own</source>
        <translation>별도 프로세스에서 배치 하나로 순전파와 역전파를 해 봅니다</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>아직 저장하지 않음</translation>
    </message>
    <message>
        <source>{name}, with unsaved changes</source>
        <translation>{name}, 저장하지 않은 변경 있음</translation>
    </message>
    <message>
        <source>Back to the file of your class</source>
        <translation>클래스가 있는 파일로 돌아가기</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Open files…</source>
        <translation>파일 열기…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Filter by file or answer</source>
        <translation>파일이나 답으로 필터링</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>오답</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>Predictions that are listed</source>
        <translation>목록에 표시할 예측</translation>
    </message>
    <message>
        <source>Save what is listed as CSV</source>
        <translation>목록을 CSV로 저장</translation>
    </message>
    <message>
        <source>Copy the paths of what is selected, or of all that is listed (Ctrl+C)</source>
        <translation>선택한 항목 또는 목록 전체의 경로 복사(Ctrl+C)</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Predictions that are done</source>
        <translation>완료된 예측</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>정답</translation>
    </message>
    <message>
        <source>Try the model on your own files</source>
        <translation>내 파일로 모델 시험하기</translation>
    </message>
    <message>
        <source>Drop pictures, a folder, a table or arrays here, paste them with Ctrl+V, or open them. Where class folders or a target column say what is true, they are scored like a test set.</source>
        <translation>이미지, 폴더, 표, 배열을 여기에 놓거나 Ctrl+V로 붙여넣거나 여세요. 클래스 폴더나 타깃 열에 정답이 있으면 테스트 세트처럼 채점합니다.</translation>
    </message>
    <message>
        <source>Pictures, tables and arrays</source>
        <translation>이미지, 표, 배열</translation>
    </message>
    <message>
        <source>Try files</source>
        <translation>파일로 시험하기</translation>
    </message>
    <message>
        <source>Try a folder</source>
        <translation>폴더로 시험하기</translation>
    </message>
    <message>
        <source>Save predictions</source>
        <translation>예측 저장</translation>
    </message>
    <message>
        <source>Answered by the weights of epoch {epoch}.</source>
        <translation>에포크 {epoch}의 가중치로 낸 답입니다.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>{shown} shown of {total}</source>
        <translation>{shown}개 표시 · 전체 {total}</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>실행 검색</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색 지우기</translation>
    </message>
    <message>
        <source>Words in name, recipe, tags, notes; tag:… and state:… ask for just that (Ctrl+F)</source>
        <translation>이름, 레시피, 태그, 메모의 낱말. tag:…와 state:…는 그것만 찾습니다 (Ctrl+F)</translation>
    </message>
    <message>
        <source>States that are shown</source>
        <translation>표시할 상태</translation>
    </message>
    <message>
        <source>Filter by outcome</source>
        <translation>모든 실행 또는 이 상태의 실행만 봅니다</translation>
    </message>
</context>
<context>
    <name>FilterList</name>
    <message>
        <source>Which examples are listed</source>
        <translation>표시할 예시</translation>
    </message>
    <message>
        <source>All examples</source>
        <translation>모든 예시</translation>
    </message>
    <message>
        <source>Corrected by you</source>
        <translation>직접 수정한 예시</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>살펴볼 예시</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Found in the data</source>
        <translation>데이터에서 찾은 것</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>{n} replaced</source>
        <translation>{n}개 바꿈</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>찾기 및 바꾸기</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>바꿀 내용</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>줄</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>대소문자 구분</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>이전 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>다음 (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>닫기 (Esc)</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>모두 바꾸기</translation>
    </message>
    <message>
        <source>Go to line</source>
        <translation>줄로 이동</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>{place} of {n}</source>
        <translation>{n}개 중 {place}번째</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n}개 찾음</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Go to line {line}</source>
        <translation>{line}번째 줄로 이동</translation>
    </message>
    <message>
        <source>Go to line {line} of {file}</source>
        <translation>{file} {line}번째 줄로 이동</translation>
    </message>
</context>
<context>
    <name>FindingTitles</name>
    <message>
        <source>Nested class folders</source>
        <translation>한 단계 아래의 클래스 폴더</translation>
    </message>
    <message>
        <source>Constant columns</source>
        <translation>값이 같은 열</translation>
    </message>
    <message>
        <source>Cut off by the crop</source>
        <translation>잘려 나간 이미지</translation>
    </message>
    <message>
        <source>Rare classes</source>
        <translation>드문 클래스</translation>
    </message>
    <message>
        <source>Folder too high up</source>
        <translation>한 단계 위 폴더</translation>
    </message>
    <message>
        <source>Gives the target away</source>
        <translation>정답이 드러나는 열</translation>
    </message>
    <message>
        <source>Split groups</source>
        <translation>나뉜 그룹</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>식별자</translation>
    </message>
    <message>
        <source>Unequal classes</source>
        <translation>불균형한 클래스</translation>
    </message>
    <message>
        <source>Target missing</source>
        <translation>타깃 없음</translation>
    </message>
    <message>
        <source>Mostly missing</source>
        <translation>결측값이 많은 열</translation>
    </message>
    <message>
        <source>Nearly the same row</source>
        <translation>거의 같은 행</translation>
    </message>
    <message>
        <source>Outliers</source>
        <translation>이상치</translation>
    </message>
    <message>
        <source>Groups across parts</source>
        <translation>여러 부분에 걸친 그룹</translation>
    </message>
    <message>
        <source>Outside the classes</source>
        <translation>클래스 폴더 밖</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>같은 이미지</translation>
    </message>
    <message>
        <source>Same, two classes</source>
        <translation>같은데 클래스 다름</translation>
    </message>
    <message>
        <source>Same, two parts</source>
        <translation>여러 부분에 같은 것</translation>
    </message>
    <message>
        <source>Same row</source>
        <translation>같은 행</translation>
    </message>
    <message>
        <source>Same, two targets</source>
        <translation>같은데 타깃 다름</translation>
    </message>
    <message>
        <source>One class only</source>
        <translation>클래스 하나뿐</translation>
    </message>
    <message>
        <source>Sizes vary</source>
        <translation>크기가 제각각</translation>
    </message>
    <message>
        <source>Unreadable files</source>
        <translation>읽을 수 없는 파일</translation>
    </message>
    <message>
        <source>Class not in training</source>
        <translation>학습에 없는 클래스</translation>
    </message>
</context>
<context>
    <name>Flows</name>
    <message>
        <source>Save weights</source>
        <translation>가중치 저장</translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation>가중치 불러오기</translation>
    </message>
    <message>
        <source>PyTorch weights</source>
        <translation>PyTorch 가중치</translation>
    </message>
    <message>
        <source>There is no run yet. Its folder will be in {path}.</source>
        <translation>아직 실행이 없습니다. 실행 폴더가 생길 위치: {path}</translation>
    </message>
    <message>
        <source>Runs folder</source>
        <translation>실행 저장 위치</translation>
    </message>
    <message>
        <source>New runs are kept in {path}.</source>
        <translation>새 실행은 여기에 보관합니다: {path}</translation>
    </message>
    <message>
        <source>Nothing here takes {name}. Drop weights ({suffixes}), a recipe (.toml), a run&apos;s folder, data or pictures.</source>
        <translation>{name}은(는) 여기서 쓸 수 없습니다. 가중치({suffixes}), 레시피(.toml), 실행 폴더, 데이터 또는 이미지를 놓으세요.</translation>
    </message>
    <message>
        <source>The data is still being prepared. Drop the file again in a moment.</source>
        <translation>데이터를 준비하고 있습니다. 잠시 뒤 다시 놓아 주세요.</translation>
    </message>
</context>
<context>
    <name>FormSearch</name>
    <message>
        <source>Search fields</source>
        <translation>항목 검색</translation>
    </message>
    <message>
        <source>Show only the fields whose name or explanation holds these words (Ctrl+F); Esc shows all again</source>
        <translation>이름이나 설명에 이 단어가 있는 항목만 보여 줍니다(Ctrl+F). Esc를 누르면 다시 모두 보입니다</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색 지우기</translation>
    </message>
    <message>
        <source>No fields match “{text}”.</source>
        <translation>“{text}”에 맞는 항목이 없습니다.</translation>
    </message>
</context>
<context>
    <name>ForwardDrawing</name>
    <message>
        <source>Forward, layer by layer</source>
        <translation>층별 순전파</translation>
    </message>
    <message>
        <source>gets {got}, takes {takes}</source>
        <translation>입력 {got}, 필요 {takes}</translation>
    </message>
    <message>
        <source>gets {got}</source>
        <translation>입력 {got}</translation>
    </message>
</context>
<context>
    <name>FoundModel</name>
    <message>
        <source>Not available now</source>
        <translation>지금은 사용할 수 없습니다</translation>
    </message>
</context>
<context>
    <name>Gestures</name>
    <message>
        <source>Something was drawn in {name}.</source>
        <translation>{name}에 이미지를 그렸습니다.</translation>
    </message>
    <message>
        <source>Text was typed in {name}; it is not recorded.</source>
        <translation>{name}에 텍스트를 입력했습니다. 입력한 내용은 기록하지 않습니다.</translation>
    </message>
    <message>
        <source>“{text}” was pressed; it has no object name.</source>
        <translation>이름이 없는 버튼 “{text}”을(를) 눌렀습니다.</translation>
    </message>
    <message>
        <source>The tab “{text}” was opened; it has no object name.</source>
        <translation>이름이 없는 탭 “{text}”을(를) 열었습니다.</translation>
    </message>
    <message>
        <source>“{text}” was chosen; it has no object name.</source>
        <translation>이름이 없는 항목 “{text}”을(를) 골랐습니다.</translation>
    </message>
    <message>
        <source>An entry without a text of its own was chosen in {name}.</source>
        <translation>{name}에서 텍스트로 구분할 수 없는 항목을 골랐습니다.</translation>
    </message>
    <message>
        <source>{name} was dragged or clicked.</source>
        <translation>{name}을(를) 끌거나 클릭했습니다.</translation>
    </message>
</context>
<context>
    <name>GraphPanel</name>
    <message>
        <source>Backward again</source>
        <translation>backward 다시 실행</translation>
    </message>
    <message>
        <source>Calls loss.backward() on a copy of this step; the run is not changed by it</source>
        <translation>이 스텝의 복사본에서 loss.backward()를 호출합니다. 실행에는 영향을 주지 않습니다</translation>
    </message>
    <message>
        <source>Keep what the nodes have saved, so that backward can run once more</source>
        <translation>backward를 한 번 더 실행할 수 있도록 노드에 저장된 텐서를 유지합니다</translation>
    </message>
    <message>
        <source>Autograd graph</source>
        <translation>autograd 그래프</translation>
    </message>
    <message>
        <source>It appears here when there is a model: prepare one or start a run.</source>
        <translation>모델이 있으면 여기에 나타납니다. 모델을 준비하거나 학습을 시작하세요.</translation>
    </message>
    <message>
        <source>Reading the graph…</source>
        <translation>그래프를 읽는 중…</translation>
    </message>
    <message>
        <source>The graph that backward goes through</source>
        <translation>역전파가 지나가는 그래프</translation>
    </message>
    <message>
        <source>Click a box to see what it is; one with an arrow opens.</source>
        <translation>상자를 클릭하면 설명이 나옵니다. 화살표가 있는 상자는 펼쳐집니다.</translation>
    </message>
    <message>
        <source>This is the first batch, computed on a copy of the model.</source>
        <translation>모델의 복사본으로 첫 배치를 계산한 그래프입니다.</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 이미지</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 이미지</translation>
    </message>
    <message>
        <source>Save graph</source>
        <translation>그래프 저장</translation>
    </message>
    <message>
        <source>The graph could not be saved: {reason}</source>
        <translation>그래프를 저장하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>The graph is saved in {path}.</source>
        <translation>그래프를 {path}에 저장했습니다.</translation>
    </message>
    <message>
        <source>freed</source>
        <translation>해제됨</translation>
    </message>
    <message>
        <source>gets {got}, takes {takes}</source>
        <translation>입력 {got}, 필요 {takes}</translation>
    </message>
    <message>
        <source>gets {got}</source>
        <translation>입력 {got}</translation>
    </message>
    <message>
        <source>The forward pass fails in {place}.</source>
        <translation>{place}에서 순전파가 실패했습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, {line}행</translation>
    </message>
    <message>
        <source>what was saved for backward is freed</source>
        <translation>역전파용으로 저장된 값은 해제됨</translation>
    </message>
    <message>
        <source>{size} saved for backward</source>
        <translation>역전파용으로 {size} 저장됨</translation>
    </message>
    <message>
        <source>Backward {times}: the norm of all gradients in .grad is {norm}; the graph uses {size}.</source>
        <translation>backward {times}회: .grad에 있는 모든 기울기의 노름은 {norm}이고, 그래프가 차지하는 메모리는 {size}입니다.</translation>
    </message>
    <message>
        <source>The gradient of {name} ({shape}) is added to its .grad here.</source>
        <translation>{name}({shape})의 기울기가 여기에서 .grad에 더해집니다.</translation>
    </message>
    <message>
        <source>{op} in {module} returned {shape}.</source>
        <translation>{module}의 {op}: 출력 {shape}</translation>
    </message>
    <message>
        <source>{op} returned {shape}.</source>
        <translation>{op}: 출력 {shape}</translation>
    </message>
    <message>
        <source>Saved for backward: {tensors}</source>
        <translation>역전파를 위해 저장: {tensors}</translation>
    </message>
    <message>
        <source>{name} (modified in place since then; backward will fail)</source>
        <translation>{name}(저장 후 in-place로 수정되어 backward가 실패합니다)</translation>
    </message>
    <message>
        <source>{name} (stored elsewhere, or recomputed)</source>
        <translation>{name}(다른 곳에 저장되었거나 다시 계산됨)</translation>
    </message>
    <message>
        <source>{name} ({of} itself)</source>
        <translation>{name}({of} 자체)</translation>
    </message>
</context>
<context>
    <name>GraphTools</name>
    <message>
        <source>Operation, layer or shape</source>
        <translation>연산, 층 또는 모양</translation>
    </message>
    <message>
        <source>Search the graph</source>
        <translation>그래프에서 찾기</translation>
    </message>
    <message>
        <source>Words that a node&apos;s operation, layer, parameter or shape (64x10) holds</source>
        <translation>노드의 연산, 층, 파라미터 또는 모양(64x10)에 들어 있는 단어</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>한눈에</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>How deep modules are expanded</source>
        <translation>모듈을 펼치는 깊이</translation>
    </message>
    <message>
        <source>What the selected box was computed from</source>
        <translation>선택한 상자가 계산된 경로</translation>
    </message>
    <message>
        <source>What the selected box goes into, up to the loss</source>
        <translation>선택한 상자에서 손실까지 이어지는 경로</translation>
    </message>
    <message>
        <source>Read the graph again</source>
        <translation>그래프 다시 읽기</translation>
    </message>
    <message>
        <source>Show the whole graph (0)</source>
        <translation>그래프 전체 보기 (0)</translation>
    </message>
    <message>
        <source>Save the graph as SVG or PNG…</source>
        <translation>그래프를 SVG 또는 PNG로 저장…</translation>
    </message>
</context>
<context>
    <name>GroupsEditor</name>
    <message>
        <source>Pattern</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>Rate ×</source>
        <translation>학습률 ×</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>감쇠</translation>
    </message>
    <message>
        <source>Frozen for</source>
        <translation>동결</translation>
    </message>
    <message>
        <source>Names of parameters or modules; * stands for any characters. The first row that matches counts.</source>
        <translation>파라미터나 모듈의 이름. *은 아무 글자나 뜻합니다. 맨 먼저 맞는 행이 적용됩니다.</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by</source>
        <translation>학습률에 곱하는 값</translation>
    </message>
    <message>
        <source>Weight decay in place of the optimizer&apos;s; empty for the optimizer&apos;s own</source>
        <translation>옵티마이저 값 대신 쓸 가중치 감쇠. 비우면 옵티마이저의 값</translation>
    </message>
    <message>
        <source>Epochs before these parameters are trained; 0 from the start, −1 never</source>
        <translation>이 파라미터를 학습하기 전까지의 에폭. 0은 처음부터, −1은 끝까지 동결</translation>
    </message>
    <message>
        <source>All parameters are trained alike. A group has its own rate, or is frozen.</source>
        <translation>모든 파라미터를 똑같이 학습합니다. 그룹은 학습률을 따로 두거나 동결합니다.</translation>
    </message>
    <message>
        <source>Head first</source>
        <translation>헤드 먼저</translation>
    </message>
    <message>
        <source>Train the last part alone at first, then the rest at a tenth of the rate</source>
        <translation>처음에는 마지막 부분만, 그다음 나머지를 학습률의 10분의 1로 학습</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>그룹 추가</translation>
    </message>
    <message>
        <source>Add a group of parameters</source>
        <translation>파라미터 그룹 추가</translation>
    </message>
    <message>
        <source>Remove this group</source>
        <translation>이 그룹 지우기</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에폭</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>What to show for each layer</source>
        <translation>층마다 표시할 값</translation>
    </message>
    <message>
        <source>Each layer over the batches of the run</source>
        <translation>학습 배치에 따른 각 층</translation>
    </message>
    <message>
        <source>Batches {first} to {last}</source>
        <translation>배치 {first}–{last}</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>A few more batches are needed to judge the layers.</source>
        <translation>층의 상태를 판단하려면 배치가 조금 더 필요합니다.</translation>
    </message>
    <message>
        <source>While a run trains, a strip for each layer fills in here: its gradients, updates, activations, and dead or saturated units.</source>
        <translation>학습이 진행되면 층마다 기울기, 갱신, 활성값, 죽거나 포화된 유닛이 여기에 띠로 그려집니다.</translation>
    </message>
    <message>
        <source>This run does not measure its layers: “Layer health” is off in its recipe.</source>
        <translation>이 학습은 층을 측정하지 않습니다. 레시피에서 “층의 상태”가 꺼져 있습니다.</translation>
    </message>
    <message>
        <source>This run did not measure the health of its layers.</source>
        <translation>이 학습은 층의 상태를 측정하지 않았습니다.</translation>
    </message>
    <message>
        <source>Health over time</source>
        <translation>시간에 따른 상태</translation>
    </message>
    <message>
        <source>received no gradient</source>
        <translation>기울기를 받지 못함</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>측정되지 않음</translation>
    </message>
    <message>
        <source>{layer}, batch {step}: {value}</source>
        <translation>{layer}, 배치 {step}: {value}</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>갱신</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Dead units</source>
        <translation>죽은 유닛</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>포화</translation>
    </message>
    <message>
        <source>Norm of the gradient of its own weights</source>
        <translation>층 자체 가중치에 대한 기울기의 노름</translation>
    </message>
    <message>
        <source>How much a step changes the weights, relative to their size</source>
        <translation>한 스텝의 갱신량 ÷ 가중치의 크기</translation>
    </message>
    <message>
        <source>Mean of its activations</source>
        <translation>출력값의 평균</translation>
    </message>
    <message>
        <source>Standard deviation of its activations</source>
        <translation>출력값의 표준편차</translation>
    </message>
    <message>
        <source>Share of units for which ReLU gives only 0</source>
        <translation>ReLU가 0만 출력하는 유닛의 비율</translation>
    </message>
    <message>
        <source>Share of its activations where sigmoid or tanh is flat</source>
        <translation>시그모이드나 tanh의 평평한 구간에 있는 출력의 비율</translation>
    </message>
    <message>
        <source>How strongly the loss pulls on a layer: the norm of the gradient of its own weights.</source>
        <translation>층 자체 가중치에 대한 기울기의 노름으로, 손실이 층에 얼마나 크게 작용하는지 나타냅니다.</translation>
    </message>
    <message>
        <source>How far a step moves a layer: the norm of the update divided by the norm of the weights; about 0.001 is typical.</source>
        <translation>한 스텝이 층을 얼마나 바꾸는지 나타냅니다. 갱신량의 노름을 가중치의 노름으로 나눈 값이며, 보통 0.001 정도입니다.</translation>
    </message>
    <message>
        <source>The mean of a layer&apos;s outputs.</source>
        <translation>층의 출력값의 평균입니다.</translation>
    </message>
    <message>
        <source>The standard deviation of a layer&apos;s outputs: values near 1 are typical; at 0 the layer passes on no information.</source>
        <translation>층의 출력값의 표준편차입니다. 보통 1에 가깝고, 0이면 층이 정보를 전혀 전달하지 않습니다.</translation>
    </message>
    <message>
        <source>The share of a layer&apos;s units for which ReLU gives 0 for every example of the batch.</source>
        <translation>배치의 모든 예시에서 ReLU가 0을 출력하는 유닛의 비율입니다.</translation>
    </message>
    <message>
        <source>The share of a layer&apos;s outputs for which the sigmoid or tanh after it is nearly flat.</source>
        <translation>층 뒤의 시그모이드나 tanh에서 거의 평평한 구간에 있는 출력의 비율입니다.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>HelpView</name>
    <message>
        <source>Back to the entry that you read before</source>
        <translation>이전 항목으로</translation>
    </message>
    <message>
        <source>Forward to the entry that you came from</source>
        <translation>다음 항목으로</translation>
    </message>
    <message>
        <source>List all entries</source>
        <translation>모든 항목 보기</translation>
    </message>
    <message>
        <source>Close Help and go back to the page before</source>
        <translation>도움말을 닫고 이전 페이지로 돌아가기</translation>
    </message>
    <message>
        <source>Search Help</source>
        <translation>도움말 검색</translation>
    </message>
    <message>
        <source>Words in titles and texts; Enter opens the entry that is selected</source>
        <translation>제목과 본문의 단어로 찾습니다. Enter를 누르면 고른 항목을 엽니다</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색 지우기</translation>
    </message>
    <message>
        <source>Contents of Help</source>
        <translation>도움말 목차</translation>
    </message>
    <message>
        <source>All entries; choose one to read it</source>
        <translation>모든 항목입니다. 골라서 읽으세요</translation>
    </message>
    <message>
        <source>Entries that were found</source>
        <translation>찾은 항목</translation>
    </message>
    <message>
        <source>Entries with all the words that you typed; Enter opens one</source>
        <translation>입력한 단어가 모두 있는 항목입니다. Enter를 누르면 엽니다</translation>
    </message>
    <message>
        <source>The entry that is read</source>
        <translation>읽고 있는 항목</translation>
    </message>
    <message>
        <source>Links lead to other entries</source>
        <translation>링크는 다른 항목으로 갑니다</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>In this part</source>
        <translation>이 부분의 항목</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>속한 곳:</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
</context>
<context>
    <name>InsidePage</name>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>그래프</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>들여다볼 것</translation>
    </message>
    <message>
        <source>Show this beside the curves</source>
        <translation>곡선 옆에 표시</translation>
    </message>
    <message>
        <source>Weights that contain the layer</source>
        <translation>층을 가져올 가중치</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 이미지</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 이미지</translation>
    </message>
    <message>
        <source>Save both graphs</source>
        <translation>두 그래프 저장</translation>
    </message>
    <message>
        <source>The graphs could not be saved: {reason}</source>
        <translation>그래프를 저장하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>The graphs are saved in {path}.</source>
        <translation>그래프를 {path}에 저장했습니다.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
</context>
<context>
    <name>InterruptedView</name>
    <message>
        <source>A run was interrupted</source>
        <translation>중단된 실행이 있습니다</translation>
    </message>
    <message>
        <source>Train on from where the run was interrupted (Enter)</source>
        <translation>실행이 중단된 곳에서 이어서 학습합니다 (Enter)</translation>
    </message>
    <message>
        <source>Bring its curves, predictions and weights back without training</source>
        <translation>학습하지 않고 곡선, 예측, 가중치를 다시 불러옵니다</translation>
    </message>
    <message>
        <source>Resume run</source>
        <translation>실행 재개</translation>
    </message>
    <message>
        <source>Open without training</source>
        <translation>학습하지 않고 열기</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>새로 시작</translation>
    </message>
    <message>
        <source>Put this card away; the run stays among the runs, and can be resumed from there</source>
        <translation>이 카드를 치웁니다. 실행은 목록에 남고 거기서 계속할 수 있습니다</translation>
    </message>
    <message>
        <source>Show all ({count})</source>
        <translation>모두 보기 ({count})</translation>
    </message>
    <message>
        <source>Show every run, those that were interrupted too</source>
        <translation>중단된 실행을 포함해 모든 실행을 봅니다</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation>에포크 {epoch}/{epochs}</translation>
    </message>
    <message>
        <source>validation {metric} {value}</source>
        <translation>검증 {metric} {value}</translation>
    </message>
    <message>
        <source>Resumes from the end of epoch {epoch}</source>
        <translation>{epoch} 에포크 끝에서 재개합니다</translation>
    </message>
    <message>
        <source>Resumes after batch {batch}</source>
        <translation>배치 {batch} 뒤에서 재개합니다</translation>
    </message>
    <message>
        <source>{where}. The result is the same as if it had not been interrupted.</source>
        <translation>{where}. 결과는 중단되지 않은 것과 같습니다.</translation>
    </message>
    <message>
        <source>started {ago}, {date}</source>
        <translation>{ago} 시작, {date}</translation>
    </message>
    <message>
        <source>{time} of training</source>
        <translation>학습 {time}</translation>
    </message>
</context>
<context>
    <name>LabelDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Give this label</source>
        <translation>이 레이블로 지정</translation>
    </message>
    <message>
        <source>There is no such class. Choose one from the list.</source>
        <translation>그런 클래스가 없습니다. 목록에서 고르세요.</translation>
    </message>
    <message>
        <source>Another label</source>
        <translation>다른 레이블</translation>
    </message>
    <message>
        <source>Another value</source>
        <translation>다른 값</translation>
    </message>
    <message>
        <source>Give this value</source>
        <translation>이 값으로 지정</translation>
    </message>
    <message>
        <source>Which class is it? Write a part of its name to find it.</source>
        <translation>어떤 클래스인가요? 이름의 일부를 입력하면 찾아 줍니다.</translation>
    </message>
    <message>
        <source>Part of its name</source>
        <translation>이름의 일부</translation>
    </message>
    <message>
        <source>What is the true value? {names}</source>
        <translation>실제 값은 무엇인가요? {names}</translation>
    </message>
</context>
<context>
    <name>LaidUnder</name>
    <message>
        <source>run {number}</source>
        <translation>실행 {number}</translation>
    </message>
</context>
<context>
    <name>LayerColumn</name>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>네트워크의 층</translation>
    </message>
    <message>
        <source>Shortcut: the input as it is. Click to put layers into it.</source>
        <translation>지름길: 입력 그대로. 클릭하면 층을 넣습니다.</translation>
    </message>
    <message>
        <source>End of the shortcut. Click to add a layer.</source>
        <translation>지름길의 끝. 클릭하면 층을 추가합니다.</translation>
    </message>
    <message>
        <source>End of branch {number}. Click to add a layer.</source>
        <translation>가지 {number}의 끝. 클릭하면 층을 추가합니다.</translation>
    </message>
    <message>
        <source>End of the block. Click to add a layer.</source>
        <translation>블록의 끝. 클릭하면 층을 추가합니다.</translation>
    </message>
</context>
<context>
    <name>LayersField</name>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Edit the layers on the Model page</source>
        <translation>모델 페이지에서 층 편집</translation>
    </message>
</context>
<context>
    <name>LayersPart</name>
    <message>
        <source>Add a layer</source>
        <translation>층 추가</translation>
    </message>
    <message>
        <source>Add a layer below the chosen one (Insert)</source>
        <translation>선택한 층 아래에 추가 (Insert)</translation>
    </message>
    <message>
        <source>Copy all layers, to paste them into another recipe (Ctrl+V on a layer)</source>
        <translation>모든 층을 복사해 다른 레시피에 붙여넣기 (층에서 Ctrl+V)</translation>
    </message>
    <message>
        <source>Read as code</source>
        <translation>코드로 보기</translation>
    </message>
    <message>
        <source>The same network as a class of PyTorch</source>
        <translation>같은 네트워크를 PyTorch 클래스로</translation>
    </message>
    <message>
        <source>There are no layers on the clipboard. Copy a layer first, or a recipe that has some.</source>
        <translation>클립보드에 층이 없습니다. 먼저 층이나, 층이 있는 레시피를 복사하세요.</translation>
    </message>
    <message>
        <source>All layers are on the clipboard.</source>
        <translation>모든 층을 클립보드에 복사했습니다.</translation>
    </message>
</context>
<context>
    <name>LeaveOutDialog</name>
    <message>
        <source>Unreadable files</source>
        <translation>읽을 수 없는 파일</translation>
    </message>
    <message>
        <source>The files stay where they are, and the run&apos;s log lists each with the reason.</source>
        <translation>파일은 그대로 있으며, 각 파일과 이유가 실행 로그에 기록됩니다.</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>파일 보기</translation>
    </message>
    <message>
        <source>Do not train yet; show which files they are</source>
        <translation>아직 학습하지 않고 어떤 파일인지 표시합니다</translation>
    </message>
    <message>
        <source>Leave them out and train</source>
        <translation>빼고 학습</translation>
    </message>
    <message>
        <source>Train on everything else</source>
        <translation>나머지 모두로 학습합니다</translation>
    </message>
</context>
<context>
    <name>LeavingOutFlow</name>
    <message>
        <source>Training begins once the pictures have been read.</source>
        <translation>이미지를 다 읽으면 학습이 시작됩니다.</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message>
        <source>What is not used as an example</source>
        <translation>예시로 쓰지 않는 항목</translation>
    </message>
    <message>
        <source>Not used as examples</source>
        <translation>예시로 쓰지 않음</translation>
    </message>
</context>
<context>
    <name>ListButtons</name>
    <message>
        <source>Copy the paths of these examples</source>
        <translation>이 예시들의 경로 복사</translation>
    </message>
    <message>
        <source>Save this list as a CSV file</source>
        <translation>이 목록을 CSV 파일로 저장</translation>
    </message>
</context>
<context>
    <name>ListExport</name>
    <message>
        <source>Save the list</source>
        <translation>목록 저장</translation>
    </message>
</context>
<context>
    <name>ListField</name>
    <message>
        <source>The list must have exactly {count} values.</source>
        <translation>목록에는 값이 정확히 {count}개 있어야 합니다.</translation>
    </message>
    <message>
        <source>“{item}” is not clear. Write the list like 0.9, 0.99.</source>
        <translation>“{item}”은(는) 뜻이 분명하지 않습니다. 0.9, 0.99처럼 입력하세요.</translation>
    </message>
    <message>
        <source>{item} must be a whole number.</source>
        <translation>{item}: 정수여야 합니다.</translation>
    </message>
    <message>
        <source>{item} must be greater than {bound}.</source>
        <translation>{item}: {bound}보다 커야 합니다.</translation>
    </message>
    <message>
        <source>{item} must be at least {bound}.</source>
        <translation>{item}: {bound} 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>{item} must be less than {bound}.</source>
        <translation>{item}: {bound}보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>{item} must be at most {bound}.</source>
        <translation>{item}: {bound} 이하여야 합니다.</translation>
    </message>
    <message>
        <source>“{item}” is not a number. Write the list like 512, 256.</source>
        <translation>숫자가 아닙니다: “{item}”. 512, 256처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{item}” is not a number. Write the list like 0.9, 0.99.</source>
        <translation>“{item}”은(는) 숫자가 아닙니다. 0.9, 0.99처럼 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Show what was listed before (Esc)</source>
        <translation>이전 목록 보기 (Esc)</translation>
    </message>
    <message>
        <source>How far the search for the nearest examples is</source>
        <translation>비슷한 예시를 찾는 진행률</translation>
    </message>
    <message>
        <source>How far the search for doubtful labels is</source>
        <translation>의심스러운 레이블 찾기 진행률</translation>
    </message>
    <message>
        <source>The first example, and the training examples that the model sees as most like it: their distance is one minus the cosine of what goes into its last layer.</source>
        <translation>첫 번째 예시와, 모델이 그와 가장 비슷하다고 보는 학습 예시입니다. 거리는 마지막 층 입력의 코사인을 1에서 뺀 값입니다.</translation>
    </message>
    <message>
        <source>Comparing the label of each example with those of the most similar ones…</source>
        <translation>각 예시의 레이블을 가장 비슷한 예시들의 레이블과 비교하는 중…</translation>
    </message>
</context>
<context>
    <name>ListLine</name>
    <message>
        <source>chosen</source>
        <translation>선택됨</translation>
    </message>
</context>
<context>
    <name>ListWords</name>
    <message>
        <source>Probably mislabelled</source>
        <translation>레이블이 틀린 듯한 예시</translation>
    </message>
    <message>
        <source>Hardest now</source>
        <translation>지금 가장 어려운 예시</translation>
    </message>
    <message>
        <source>Never learnt</source>
        <translation>끝내 배우지 못한 예시</translation>
    </message>
    <message>
        <source>Learnt late</source>
        <translation>늦게 배운 예시</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>잊은 예시</translation>
    </message>
    <message>
        <source>Confident mistakes</source>
        <translation>가장 확신한 오답</translation>
    </message>
    <message>
        <source>A high mean loss over the epochs comes first: a wrong value is learnt late, or never.</source>
        <translation>에포크 평균 손실이 큰 것부터 보여 줍니다. 틀린 값은 늦게 학습되거나 끝내 학습되지 않습니다.</translation>
    </message>
    <message>
        <source>The highest loss in the last epoch comes first.</source>
        <translation>마지막 에포크의 손실이 큰 순서입니다.</translation>
    </message>
    <message>
        <source>The model has answered them wrongly in every epoch.</source>
        <translation>모든 에포크에서 모델이 틀리게 답한 예시입니다.</translation>
    </message>
    <message>
        <source>Answered correctly at the end, but only since the second half of the epochs.</source>
        <translation>끝에는 맞혔지만 학습 후반부에 들어서야 맞힌 예시입니다.</translation>
    </message>
    <message>
        <source>A high mean loss over the epochs, and other labels among the most similar examples, come first: a wrong label is learnt late.</source>
        <translation>에포크 평균 손실이 크고 가장 비슷한 예시들의 레이블이 다른 예시부터 나옵니다. 잘못된 레이블은 늦게 학습되기 때문입니다.</translation>
    </message>
    <message>
        <source>Probably wrong values</source>
        <translation>값이 틀린 듯한 예시</translation>
    </message>
    <message>
        <source>Answered correctly in one epoch and wrongly in the next; the most often forgotten come first.</source>
        <translation>맞혔다가 다음 에포크에서 틀린 예시로, 자주 잊은 순서입니다.</translation>
    </message>
    <message>
        <source>Answered wrongly in the last epoch; the answers of which the model is surest come first.</source>
        <translation>마지막 에포크에서 틀린 예시입니다. 모델이 가장 확신한 오답부터 나옵니다.</translation>
    </message>
    <message>
        <source>By this estimate none of them is wrong.</source>
        <translation>이 추정에 따르면 틀린 것이 없습니다.</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>손실 {loss}</translation>
    </message>
    <message>
        <source>since epoch {epoch}</source>
        <translation>에포크 {epoch}부터</translation>
    </message>
    <message>
        <source>mean {loss}</source>
        <translation>평균 {loss}</translation>
    </message>
    <message>
        <source>distance {distance}</source>
        <translation>거리 {distance}</translation>
    </message>
    <message>
        <source>Nothing is trained yet</source>
        <translation>아직 학습한 것이 없습니다</translation>
    </message>
    <message>
        <source>Press Train. After the first epoch you see here which examples are hard, are never learnt, or probably have a wrong label.</source>
        <translation>학습을 누르세요. 첫 에포크가 끝나면 어려운 예시, 배우지 못한 예시, 레이블이 틀린 듯한 예시가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>The run was discarded</source>
        <translation>실행을 버렸습니다</translation>
    </message>
    <message>
        <source>Its record of single examples went with its folder. Train again, or open another run.</source>
        <translation>예시별 기록도 실행 폴더와 함께 지워졌습니다. 다시 학습하거나 다른 실행을 여세요.</translation>
    </message>
    <message>
        <source>No record of single examples</source>
        <translation>예시별 기록이 없습니다</translation>
    </message>
    <message>
        <source>This run has no folder to keep their losses in. Train again with one.</source>
        <translation>이 실행에는 손실을 기록할 폴더가 없습니다. 폴더를 두고 다시 학습하세요.</translation>
    </message>
    <message>
        <source>“Losses of examples” is off in this run. Switch it on under Training, and train again.</source>
        <translation>이 실행에서는 ‘예시별 손실’이 꺼져 있습니다. 학습 항목에서 켜고 다시 학습하세요.</translation>
    </message>
    <message>
        <source>This run used other data</source>
        <translation>다른 데이터의 실행입니다</translation>
    </message>
    <message>
        <source>The run that is shown was trained on other data than this, or on another split of it. Open it again on the Runs page, or train on this data.</source>
        <translation>표시된 실행은 다른 데이터나 다른 분할로 학습되었습니다. 실행 페이지에서 그 실행을 다시 열거나, 이 데이터로 학습하세요.</translation>
    </message>
    <message>
        <source>No epoch is finished yet</source>
        <translation>아직 끝난 에포크가 없습니다</translation>
    </message>
    <message>
        <source>The lists appear after the first epoch, and are updated after each one.</source>
        <translation>목록은 첫 에포크가 끝나면 나타나고, 에포크가 끝날 때마다 새로 만들어집니다.</translation>
    </message>
    <message>
        <source>No example is in this list</source>
        <translation>이 목록에 해당하는 예시가 없습니다</translation>
    </message>
    <message>
        <source>Choose another list, or keep training.</source>
        <translation>다른 목록을 보거나 더 학습하세요.</translation>
    </message>
</context>
<context>
    <name>ListedPane</name>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Part of the data</source>
        <translation>데이터 구분</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>What of the table is shown</source>
        <translation>표에서 보여 줄 것</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>예시</translation>
    </message>
    <message>
        <source>Rows of the data</source>
        <translation>데이터의 행</translation>
    </message>
    <message>
        <source>No example of this part is among them. Choose another part, or read the finding.</source>
        <translation>이 구분에는 해당하는 예시가 없습니다. 다른 구분을 고르거나 발견된 내용을 읽어 보세요.</translation>
    </message>
    <message>
        <source>The first {shown} of {total} examples</source>
        <translation>예시 {total}개 중 처음 {shown}개</translation>
    </message>
</context>
<context>
    <name>LiteralField</name>
    <message>
        <source>Write a value as Python does: 3, &apos;a text&apos;, (1, 2), None.</source>
        <translation>Python 값으로 쓰세요: 3, &apos;텍스트&apos;, (1, 2), None.</translation>
    </message>
</context>
<context>
    <name>LoadPage</name>
    <message>
        <source>What will fit</source>
        <translation>맞을 텐서</translation>
    </message>
    <message>
        <source>Renames</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Where the file’s names are not the model’s, change all of them at once, from top to bottom.</source>
        <translation>파일의 이름이 모델의 이름과 다르면 위에서부터 차례로 모든 이름을 한꺼번에 바꿉니다.</translation>
    </message>
    <message>
        <source>Keys to load</source>
        <translation>불러올 키</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>불러오기</translation>
    </message>
    <message>
        <source>Load {fits} of {all} tensors</source>
        <translation>텐서 {all}개 중 {fits}개 불러오기</translation>
    </message>
    <message>
        <source>Copy the tensors that fit; the others of the model stay as they are</source>
        <translation>맞는 텐서만 복사하고 모델의 나머지는 그대로 둡니다</translation>
    </message>
    <message>
        <source>Stay as they are in the model: {keys}</source>
        <translation>모델에서 그대로 두는 것: {keys}</translation>
    </message>
</context>
<context>
    <name>LoadingCells</name>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Name in the model</source>
        <translation>모델의 이름</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>In the model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>맞음</translation>
    </message>
    <message>
        <source>shape differs</source>
        <translation>모양 다름</translation>
    </message>
    <message>
        <source>not in the model</source>
        <translation>모델에 없음</translation>
    </message>
    <message>
        <source>missing in the file</source>
        <translation>파일에 없음</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Everything that happened, the newest at the end</source>
        <translation>있었던 모든 일, 최근 것이 맨 끝</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>표시할 줄</translation>
    </message>
    <message>
        <source>Show every line, or only what went wrong</source>
        <translation>모든 줄 또는 잘못된 것만 봅니다</translation>
    </message>
    <message>
        <source>Copy all lines</source>
        <translation>모든 줄 복사</translation>
    </message>
    <message>
        <source>Events are logged here, line by line.</source>
        <translation>스튜디오가 하는 일을 여기에 한 줄씩 적습니다.</translation>
    </message>
    <message>
        <source>No warning, no error: all is well.</source>
        <translation>경고도 오류도 없습니다. 모두 정상입니다.</translation>
    </message>
    <message>
        <source>No entries</source>
        <translation>해당하는 줄이 없습니다</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>아직 아무 일도 없습니다</translation>
    </message>
</context>
<context>
    <name>LossCurve</name>
    <message>
        <source>Its loss in each epoch: {now} now, {mean} on average.</source>
        <translation>에포크별 손실: 현재 {now}, 평균 {mean}.</translation>
    </message>
</context>
<context>
    <name>LossDetail</name>
    <message>
        <source>loss {loss}</source>
        <translation>손실 {loss}</translation>
    </message>
    <message>
        <source>The loss of each example. The loss of the batch is the mean of all {count}: {loss}</source>
        <translation>각 예시의 손실입니다. 배치의 손실은 {count}개 전체의 평균입니다: {loss}</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>발표</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>High</source>
        <translation>높음</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>Text size: {percent}%</source>
        <translation>글자 크기: {percent}%</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Training Studio</source>
        <translation>Training Studio</translation>
    </message>
</context>
<context>
    <name>MemoryBlock</name>
    <message>
        <source>Measure</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Trains a few batches beside your model, and counts the memory and the time of a whole run.</source>
        <translation>모델은 그대로 두고 배치 몇 개를 따로 학습해 전체 실행에 필요한 메모리와 시간을 계산합니다.</translation>
    </message>
    <message>
        <source>try larger batches too</source>
        <translation>더 큰 배치도 시험</translation>
    </message>
    <message>
        <source>Doubles the batch size until one does not fit, or twenty seconds are over.</source>
        <translation>메모리에 들어가지 않거나 20초가 지날 때까지 배치 크기를 두 배씩 늘립니다.</translation>
    </message>
    <message>
        <source>It fits: {needed} needed, {free} free on {device}.</source>
        <translation>들어갑니다: {needed} 필요, {device}에 {free} 남음.</translation>
    </message>
    <message>
        <source>It does not fit: {needed} needed, {free} free on {device}.</source>
        <translation>들어가지 않습니다: {needed} 필요, {device}에 {free} 남음.</translation>
    </message>
    <message>
        <source>Memory needed of what is free</source>
        <translation>남은 메모리 중 필요한 양</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>메모리 부족</translation>
    </message>
    <message>
        <source>fits · about {time} in all</source>
        <translation>메모리 충분 · 전체 약 {time}</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>The weights themselves.</source>
        <translation>가중치 자체입니다.</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>One number for each weight that is trained.</source>
        <translation>학습하는 가중치마다 숫자 하나입니다.</translation>
    </message>
    <message>
        <source>optimizer state</source>
        <translation>옵티마이저 상태</translation>
    </message>
    <message>
        <source>What the optimizer remembers of each weight; Adam keeps two numbers.</source>
        <translation>옵티마이저가 가중치마다 기억하는 값입니다. Adam은 숫자 두 개를 보관합니다.</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>What the layers keep of a batch until its gradients are computed; grows with the batch size.</source>
        <translation>기울기를 계산할 때까지 층이 배치에서 보관하는 값입니다. 배치 크기에 따라 커집니다.</translation>
    </message>
    <message>
        <source>data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>All examples, where they are held on the device as a whole.</source>
        <translation>장치에 통째로 올려 둔 모든 예시입니다.</translation>
    </message>
    <message>
        <source>kept weights</source>
        <translation>보관한 가중치</translation>
    </message>
    <message>
        <source>Copies of the best and the last good weights, in the main memory.</source>
        <translation>메인 메모리에 두는 최고 가중치와 마지막 정상 가중치의 사본입니다.</translation>
    </message>
    <message>
        <source>Here it is {what}.</source>
        <translation>여기서는 {what}입니다.</translation>
    </message>
    <message>
        <source>{needed} of {free}</source>
        <translation>{free} 중 {needed}</translation>
    </message>
    <message>
        <source>How long it takes was not measured, because it does not fit.</source>
        <translation>메모리에 들어가지 않아 걸리는 시간은 측정하지 않았습니다.</translation>
    </message>
    <message>
        <source>Largest batch that was tried and fits: {size}.</source>
        <translation>시험해서 들어간 가장 큰 배치: {size}.</translation>
    </message>
    <message>
        <source>Samples/s by batch size: {tried}.</source>
        <translation>배치 크기별 초당 샘플 수: {tried}.</translation>
    </message>
</context>
<context>
    <name>ModelView</name>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Kind of model</source>
        <translation>모델 종류</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Own class</source>
        <translation>직접 만든 클래스</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>다이어그램</translation>
    </message>
    <message>
        <source>The network as boxes in the order in which they compute</source>
        <translation>계산 순서대로 상자로 그린 네트워크</translation>
    </message>
    <message>
        <source>Locked while training. Stop the run to change the model.</source>
        <translation>학습 중에는 잠겨 있습니다. 모델을 바꾸려면 실행을 중지하세요.</translation>
    </message>
    <message>
        <source>Locked while training, except the text: what you change in it counts from the next run.</source>
        <translation>학습 중에는 파일 내용 외에는 잠겨 있습니다. 고친 내용은 다음 실행부터 적용됩니다.</translation>
    </message>
    <message>
        <source>The model of the replayed run.</source>
        <translation>재생 중인 실행의 모델입니다.</translation>
    </message>
    <message>
        <source>The recipe trains {model} until there are layers here.</source>
        <translation>여기에 층이 생길 때까지 레시피는 {model}을(를) 학습합니다.</translation>
    </message>
    <message>
        <source>The recipe trains {model} until a network is chosen here.</source>
        <translation>여기서 네트워크를 고를 때까지 레시피는 {model}을(를) 학습합니다.</translation>
    </message>
    <message>
        <source>The recipe trains {model} until you press “Train this class”.</source>
        <translation>“이 클래스로 학습”을 누를 때까지 레시피는 {model}을(를) 학습합니다.</translation>
    </message>
    <message>
        <source>The recipe trains {model} until you save this file: that chooses it.</source>
        <translation>이 파일을 저장하면 모델로 선택됩니다. 그때까지 레시피는 {model}을(를) 학습합니다.</translation>
    </message>
    <message>
        <source>The recipe trains {model} until a file is opened or saved here: that chooses it.</source>
        <translation>여기서 파일을 열거나 저장하면 모델로 선택됩니다. 그때까지 레시피는 {model}을(를) 학습합니다.</translation>
    </message>
</context>
<context>
    <name>ModuleDetail</name>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>추이</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>What to show for the modules</source>
        <translation>모듈별로 표시할 내용</translation>
    </message>
</context>
<context>
    <name>ModuleTable</name>
    <message>
        <source>Modules of the model</source>
        <translation>모델의 모듈</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>불러옴</translation>
    </message>
    <message>
        <source>adapted</source>
        <translation>조정됨</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새것</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>동결</translation>
    </message>
    <message>
        <source>{rate} from epoch {epoch} on</source>
        <translation>에폭 {epoch}부터 {rate}</translation>
    </message>
</context>
<context>
    <name>ModuleTree</name>
    <message>
        <source>Modules</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>The modules of the model, and what each of them costs, appear here once the model is there.</source>
        <translation>모델이 준비되면 모델의 모듈과 각 모듈의 비용이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Measure times</source>
        <translation>시간 측정</translation>
    </message>
    <message>
        <source>Run a copy of the model on a few batches, and show which share of the time each module takes</source>
        <translation>모델의 복사본으로 배치 몇 개를 계산해, 각 모듈이 차지하는 시간의 비율을 보여 줍니다</translation>
    </message>
    <message>
        <source>Modules of the model</source>
        <translation>모델의 모듈</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>곱셈-덧셈</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>순전파</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>역전파</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Times are means of {batches} batches of {examples} examples of noise.</source>
        <translation>시간은 잡음 예시 {examples}개짜리 배치 {batches}개의 평균입니다.</translation>
    </message>
    <message>
        <source>No module computes anything else in eval().</source>
        <translation>eval()에서 다르게 계산하는 모듈은 없습니다.</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>{count} trained</source>
        <translation>{count}개 학습</translation>
    </message>
    <message>
        <source>whole model</source>
        <translation>모델 전체</translation>
    </message>
    <message>
        <source>Computes something else in eval()</source>
        <translation>eval()에서는 다르게 계산합니다</translation>
    </message>
</context>
<context>
    <name>NoData</name>
    <message>
        <source>No data yet</source>
        <translation>아직 데이터가 없습니다</translation>
    </message>
    <message>
        <source>Here you see what the model learns from, and what is wrong with it. Choose data, or drop a folder of class folders, a table, arrays or a Python file on the window, or paste the cells of a spreadsheet.</source>
        <translation>모델이 무엇으로 학습하는지, 그리고 데이터에 무슨 문제가 있는지 여기에서 봅니다. 데이터를 고르거나, 클래스 폴더가 든 폴더, 표, 배열 또는 Python 파일을 창에 끌어다 놓거나, 스프레드시트의 셀을 붙여넣으세요.</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>데이터 열기…</translation>
    </message>
    <message>
        <source>Open a folder of pictures…</source>
        <translation>이미지 폴더 열기…</translation>
    </message>
</context>
<context>
    <name>NormsDetail</name>
    <message>
        <source>The norm of each layer&apos;s gradient. They arrive from the last layer, at the bottom.</source>
        <translation>각 층의 기울기 노름입니다. 맨 아래의 마지막 층부터 도착합니다.</translation>
    </message>
    <message>
        <source>There are no gradients yet. They flow from the loss back through the layers.</source>
        <translation>아직 기울기가 없습니다. 기울기는 손실에서 층을 거슬러 전달됩니다.</translation>
    </message>
</context>
<context>
    <name>NothingShown</name>
    <message>
        <source>The folder of the runs cannot be read</source>
        <translation>실행 폴더를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Search for something else, or show all states.</source>
        <translation>다른 말로 검색하거나 모든 상태를 표시하세요.</translation>
    </message>
    <message>
        <source>No matching runs</source>
        <translation>조건에 맞는 실행이 없습니다</translation>
    </message>
    <message>
        <source>Every run appears here</source>
        <translation>모든 실행이 여기에 나타납니다</translation>
    </message>
    <message>
        <source>With its curves, results and recipe, to compare, open or resume. Press Train to make one.</source>
        <translation>곡선, 결과, 레시피와 함께 보고 비교하거나 열거나 계속할 수 있습니다. 학습을 눌러 첫 실행을 만드세요.</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>실행을 읽는 중…</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>{name} runs only after you have agreed to it. Press Train to be asked.</source>
        <translation>{name} 파일은 동의한 뒤에만 실행됩니다. 학습을 누르면 다시 묻습니다.</translation>
    </message>
    <message>
        <source>Show the step</source>
        <translation>단계 보기</translation>
    </message>
    <message>
        <source>The run continues with your changes and is marked as changed by hand from here on: {names}.</source>
        <translation>변경한 상태로 학습을 계속하며, 여기서부터 직접 변경한 학습으로 표시됩니다: {names}.</translation>
    </message>
    <message>
        <source>Kept your changes; the run is marked as changed by hand from here on: {names}.</source>
        <translation>변경을 유지했습니다. 여기서부터 직접 변경한 학습으로 표시됩니다: {names}.</translation>
    </message>
    <message>
        <source>Kept your changes: {names}.</source>
        <translation>변경을 유지했습니다: {names}.</translation>
    </message>
    <message>
        <source>The weights are saved in {path}.</source>
        <translation>가중치를 {path}에 저장했습니다.</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>A number is needed here.</source>
        <translation>숫자가 필요합니다.</translation>
    </message>
    <message>
        <source>This is not a whole number. Write it like 64 or 60,000.</source>
        <translation>정수가 아닙니다. 64 또는 60,000처럼 입력하세요.</translation>
    </message>
    <message>
        <source>This is not a number. Write it like 0.01 or 1e-2.</source>
        <translation>숫자가 아닙니다. 0.01이나 1e-2처럼 쓰세요.</translation>
    </message>
    <message>
        <source>A comma is not clear here. Write it like 0.01.</source>
        <translation>쉼표는 여기서 뜻이 분명하지 않습니다. 0.01처럼 입력하세요.</translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation>정수여야 합니다.</translation>
    </message>
    <message>
        <source>This must be greater than {bound}.</source>
        <translation>{bound}보다 커야 합니다.</translation>
    </message>
    <message>
        <source>This must be at least {bound}.</source>
        <translation>{bound} 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>This must be less than {bound}.</source>
        <translation>{bound}보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>This must be at most {bound}.</source>
        <translation>{bound} 이하여야 합니다.</translation>
    </message>
</context>
<context>
    <name>OutputExistsDialog</name>
    <message>
        <source>{name} already holds something.</source>
        <translation>이미 내용이 있습니다: {name}</translation>
    </message>
    <message>
        <source>Replacing deletes the run that is kept in {folder}. It cannot be brought back.</source>
        <translation>바꾸면 이 폴더의 실행이 삭제됩니다: {folder}. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>{name} already exists.</source>
        <translation>이미 있는 이름입니다: {name}</translation>
    </message>
    <message>
        <source>Replacing deletes the file of this name in {folder}. It cannot be brought back.</source>
        <translation>바꾸면 이 폴더에 있는 같은 이름의 파일이 삭제됩니다: {folder}. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Replace?</source>
        <translation>바꿀까요?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Overwrite what is there</source>
        <translation>있는 것을 덮어씁니다</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>다른 이름 고르기</translation>
    </message>
    <message>
        <source>Save under another name or in another folder</source>
        <translation>다른 이름이나 다른 폴더에 저장합니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save nothing now</source>
        <translation>지금은 저장하지 않습니다</translation>
    </message>
</context>
<context>
    <name>OverlayLegend</name>
    <message>
        <source>Runs under the present one</source>
        <translation>현재 실행에 겹친 실행</translation>
    </message>
</context>
<context>
    <name>OverlayShelf</name>
    <message>
        <source>{most} runs are already overlaid on the curves. Remove one first.</source>
        <translation>이미 실행 {most}개를 곡선에 겹쳤습니다. 먼저 하나를 빼세요.</translation>
    </message>
</context>
<context>
    <name>PageColumns</name>
    <message>
        <source>Lists</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>What is shown beside the examples</source>
        <translation>예시 옆에 보이는 것</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>The model takes no pictures, so the one on the clipboard cannot be tried on it.</source>
        <translation>모델이 이미지를 받지 않으므로 클립보드의 이미지를 시험할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>PairDetail</name>
    <message>
        <source>Values of the first model as colours</source>
        <translation>첫째 모델의 값을 색으로 나타낸 것</translation>
    </message>
    <message>
        <source>Values of the second model as colours</source>
        <translation>둘째 모델의 값을 색으로 나타낸 것</translation>
    </message>
    <message>
        <source>Difference as colours</source>
        <translation>차이를 색으로 나타낸 것</translation>
    </message>
    <message>
        <source>Each unit in both models, and the difference</source>
        <translation>두 모델의 각 유닛과 그 차이</translation>
    </message>
    <message>
        <source>Choose a tensor to see it in both models.</source>
        <translation>텐서를 고르면 두 모델의 값이 표시됩니다.</translation>
    </message>
    <message>
        <source>{shown} of {count} units: in model 1, in model 2 and their difference</source>
        <translation>유닛 {count}개 중 {shown}개: 모델 1, 모델 2, 차이 순</translation>
    </message>
    <message>
        <source>{shown} of {count} units: in model 1 and in model 2</source>
        <translation>유닛 {count}개 중 {shown}개: 모델 1, 모델 2 순</translation>
    </message>
    <message>
        <source>Only the second model has it.</source>
        <translation>둘째 모델에만 있습니다.</translation>
    </message>
    <message>
        <source>Only the first model has it.</source>
        <translation>첫째 모델에만 있습니다.</translation>
    </message>
    <message>
        <source>Its shape is {first} in the first model and {second} in the second.</source>
        <translation>모양이 첫째 모델에서는 {first}, 둘째 모델에서는 {second}입니다.</translation>
    </message>
    <message>
        <source>Its values cannot be read.</source>
        <translation>값을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Both have the same values.</source>
        <translation>둘의 값이 같습니다.</translation>
    </message>
    <message>
        <source>Values that are not finite: {first} in the first model, {second} in the second.</source>
        <translation>유한하지 않은 값: 첫째 모델 {first}개, 둘째 모델 {second}개.</translation>
    </message>
    <message>
        <source>Distance {distance}, largest difference {largest}, cosine {cosine}.</source>
        <translation>거리 {distance}, 가장 큰 차이 {largest}, 코사인 {cosine}.</translation>
    </message>
    <message>
        <source>Colour range: ±{high}</source>
        <translation>색의 범위: ±{high}</translation>
    </message>
    <message>
        <source>Colour range: ±{high}; for the difference ±{difference}</source>
        <translation>색의 범위: ±{high}, 차이는 ±{difference}</translation>
    </message>
    <message>
        <source>about {value} around [{place}]</source>
        <translation>[{place}] 근처의 평균 {value}</translation>
    </message>
    <message>
        <source>{value} at [{place}]</source>
        <translation>[{place}]의 값 {value}</translation>
    </message>
    <message>
        <source>Dimension {place}: {index} of 0 … {last}</source>
        <translation>차원 {place}: {index} (0 … {last})</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>거리</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>최대 차이</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>‖Δ‖ / ‖first‖: the norm of the difference divided by the norm in the first model</source>
        <translation>‖Δ‖ / ‖첫째‖: 차이의 노름을 첫째 모델의 노름으로 나눈 값</translation>
    </message>
    <message>
        <source>The largest difference in any single value</source>
        <translation>개별 값의 차이 중 가장 큰 것</translation>
    </message>
    <message>
        <source>The cosine between both as vectors: 1 for the same direction</source>
        <translation>둘을 벡터로 본 코사인. 방향이 같으면 1</translation>
    </message>
    <message>
        <source>The tensors of both models, and how far they differ</source>
        <translation>두 모델의 텐서와 그 차이</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Add a layer: type to search</source>
        <translation>층 추가: 입력해서 검색</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>층 검색</translation>
    </message>
    <message>
        <source>Layers to add</source>
        <translation>추가할 층</translation>
    </message>
</context>
<context>
    <name>PaletteKinds</name>
    <message>
        <source>Actions</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>곡선 평활</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Demos</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>보기</translation>
    </message>
</context>
<context>
    <name>PartCard</name>
    <message>
        <source>Drag {name} to another place</source>
        <translation>{name}을(를) 다른 자리로 끌기</translation>
    </message>
    <message>
        <source>Move {name} up (Alt+Up)</source>
        <translation>{name} 위로 옮기기 (Alt+위)</translation>
    </message>
    <message>
        <source>Move {name} down (Alt+Down)</source>
        <translation>{name} 아래로 옮기기 (Alt+아래)</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} 빼기</translation>
    </message>
</context>
<context>
    <name>PartTabs</name>
    <message>
        <source>Bring {title} back to Inside</source>
        <translation>{title}: 내부로 다시 가져오기</translation>
    </message>
</context>
<context>
    <name>PartsField</name>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Add to {list}</source>
        <translation>{list}에 추가</translation>
    </message>
</context>
<context>
    <name>PasteFlow</name>
    <message>
        <source>Nothing here takes what is on the clipboard. Copy cells of a spreadsheet with the names of their columns, files, or a picture.</source>
        <translation>클립보드의 내용을 받을 곳이 없습니다. 스프레드시트의 셀(열 이름 포함), 파일 또는 이미지를 복사하세요.</translation>
    </message>
    <message>
        <source>The pasted table is kept in {path}, and a recipe for it is in the form.</source>
        <translation>붙여넣은 표를 {path}에 보관했고, 그 표를 위한 레시피를 양식에 넣었습니다.</translation>
    </message>
</context>
<context>
    <name>PhaseStrip</name>
    <message>
        <source>Clears the gradients of the last batch, which would otherwise add up.</source>
        <translation>이전 배치의 기울기를 지웁니다. 지우지 않으면 계속 더해집니다.</translation>
    </message>
    <message>
        <source>Runs the batch through the model, which answers with a score for each class.</source>
        <translation>배치를 모델에 통과시켜 클래스마다 점수를 얻습니다.</translation>
    </message>
    <message>
        <source>Measures in one number how wrong the answers are.</source>
        <translation>답이 얼마나 틀렸는지 숫자 하나로 나타냅니다.</translation>
    </message>
    <message>
        <source>Computes how the loss changes when a weight grows: its gradient.</source>
        <translation>가중치가 커질 때 손실이 어떻게 변하는지, 곧 기울기를 계산합니다.</translation>
    </message>
    <message>
        <source>Changes every weight a little, against its gradient.</source>
        <translation>모든 가중치를 기울기의 반대 방향으로 조금씩 바꿉니다.</translation>
    </message>
    <message>
        <source>loss of this batch {loss}</source>
        <translation>이 배치의 손실 {loss}</translation>
    </message>
    <message>
        <source>Step {number} of {count}, {phase}, is next</source>
        <translation>{count}단계 중 {number}번째인 {phase} 차례</translation>
    </message>
    <message>
        <source>Step {number} of {count}, {phase}, is running</source>
        <translation>{count}단계 중 {number}단계 {phase} 실행 중</translation>
    </message>
    <message>
        <source>F10: next phase · F11: to the end of the batch</source>
        <translation>F10: 다음 단계 · F11: 배치 끝까지</translation>
    </message>
</context>
<context>
    <name>PickPlot</name>
    <message>
        <source>{points:,} points, from x {x:.3g}, y {y:.3g} to x {to_x:.3g}, y {to_y:.3g}</source>
        <translation>점 {points:,}개, x {x:.3g}, y {y:.3g}부터 x {to_x:.3g}, y {to_y:.3g}까지</translation>
    </message>
</context>
<context>
    <name>PictureCacheFlow</name>
    <message>
        <source>The picture cache is empty already.</source>
        <translation>이미지 캐시가 이미 비어 있습니다.</translation>
    </message>
    <message>
        <source>Removed {freed} of decoded pictures.</source>
        <translation>디코딩된 이미지 {freed}를 지웠습니다.</translation>
    </message>
    <message>
        <source>Removed {freed} of decoded pictures; {kept} are in use and stay.</source>
        <translation>디코딩된 이미지 {freed}를 지웠고, {kept}는 사용 중이라 남겼습니다.</translation>
    </message>
</context>
<context>
    <name>PlacesField</name>
    <message>
        <source>Numbers run from 0 to {last}.</source>
        <translation>번호는 0부터 {last}까지입니다.</translation>
    </message>
    <message>
        <source>At most {most} at a time.</source>
        <translation>한 번에 최대 {most}개까지 가능합니다.</translation>
    </message>
    <message>
        <source>Not valid indices. Write them like this: 3, 17.</source>
        <translation>인덱스가 아닙니다. 3, 17처럼 쓰세요.</translation>
    </message>
    <message>
        <source>Write numbers like this: 0, 3-5.</source>
        <translation>0, 3-5처럼 번호를 쓰세요.</translation>
    </message>
</context>
<context>
    <name>PlotSaver</name>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>벡터 이미지</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Export curves</source>
        <translation>곡선 내보내기</translation>
    </message>
    <message>
        <source>The curves could not be saved in {path}: {reason}. Choose another place.</source>
        <translation>곡선을 저장하지 못했습니다: {path} ({reason}). 다른 위치를 고르세요.</translation>
    </message>
    <message>
        <source>The curves are saved in {path}.</source>
        <translation>곡선을 저장했습니다: {path}</translation>
    </message>
</context>
<context>
    <name>PluginsDialog</name>
    <message>
        <source>Plug-ins</source>
        <translation>플러그인</translation>
    </message>
    <message>
        <source>No plug-in is installed. A Python package can add data, models, losses, optimizers, schedules, metrics, exports and views; after it is installed, it is found at the next start.</source>
        <translation>설치된 플러그인이 없습니다. Python 패키지로 데이터, 모델, 손실 함수, 옵티마이저, 스케줄, 지표, 내보내기, 보기를 추가할 수 있으며, 설치한 뒤 다음에 시작할 때 찾습니다.</translation>
    </message>
    <message>
        <source>adds {parts}</source>
        <translation>추가: {parts}</translation>
    </message>
    <message>
        <source>adds nothing</source>
        <translation>추가하는 것 없음</translation>
    </message>
    <message>
        <source>left out: {problem}</source>
        <translation>제외됨: {problem}</translation>
    </message>
    <message>
        <source>data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>losses</source>
        <translation>손실 함수</translation>
    </message>
    <message>
        <source>optimizers</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>schedules</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>exports</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>views</source>
        <translation>보기</translation>
    </message>
</context>
<context>
    <name>PointsView</name>
    <message>
        <source>Examples as points</source>
        <translation>점으로 나타낸 예시</translation>
    </message>
    <message>
        <source>{up} ↑ over {across} →</source>
        <translation>세로 {up} ↑, 가로 {across} →</translation>
    </message>
    <message>
        <source>{shown} of {total} examples, spread evenly, are drawn.</source>
        <translation>예시 {total}개 가운데 고르게 고른 {shown}개를 그렸습니다.</translation>
    </message>
    <message>
        <source>hollow: validation and test</source>
        <translation>빈 표시: 검증과 테스트</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation and test</source>
        <translation>검증과 테스트</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
</context>
<context>
    <name>PredictionsView</name>
    <message>
        <source>Test images, never trained on</source>
        <translation>처음 보는 이미지</translation>
    </message>
    <message>
        <source>Test rows, never trained on</source>
        <translation>학습에 쓰지 않은 테스트 행</translation>
    </message>
    <message>
        <source>Each bar is a column: up if its value is above the mean of these rows, down if it is below.</source>
        <translation>막대 하나가 열 하나입니다. 값이 이 행들의 평균보다 크면 위로, 작으면 아래로 향합니다.</translation>
    </message>
    <message>
        <source>mistakes first</source>
        <translation>오답 먼저</translation>
    </message>
    <message>
        <source>largest errors first</source>
        <translation>큰 오차 먼저</translation>
    </message>
    <message>
        <source>fixed order</source>
        <translation>고정 순서</translation>
    </message>
    <message>
        <source>Put wrong guesses to the front, or leave every picture in its place</source>
        <translation>틀린 예측을 앞에 놓거나 모든 이미지를 제자리에 둡니다</translation>
    </message>
    <message>
        <source>Order of the pictures</source>
        <translation>이미지 순서</translation>
    </message>
    <message>
        <source>Test images with the model&apos;s guesses</source>
        <translation>테스트 이미지와 모델의 예측</translation>
    </message>
    <message>
        <source>test image {index}</source>
        <translation>테스트 이미지 {index}</translation>
    </message>
    <message>
        <source>test row {index}</source>
        <translation>테스트 행 {index}</translation>
    </message>
    <message>
        <source>{right} of {all} right</source>
        <translation>{all}개 중 {right}개 맞음</translation>
    </message>
    <message>
        <source>the longer the bar, the further off</source>
        <translation>막대가 길수록 많이 벗어났습니다</translation>
    </message>
    <message>
        <source>changed by hand</source>
        <translation>직접 변경함</translation>
    </message>
    <message>
        <source>weights of {file}</source>
        <translation>{file}의 가중치</translation>
    </message>
    <message>
        <source>Test examples appear here when the data has some and they are pictures or rows.</source>
        <translation>데이터에 이미지나 행으로 된 테스트 예시가 있으면 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>weights of epoch {epoch}</source>
        <translation>에포크 {epoch}의 가중치</translation>
    </message>
    <message>
        <source>before training</source>
        <translation>학습 전</translation>
    </message>
    <message>
        <source>Nothing to see of this data</source>
        <translation>이 데이터는 보여 줄 것이 없습니다</translation>
    </message>
    <message>
        <source>No answers were recorded</source>
        <translation>기록된 답이 없습니다</translation>
    </message>
    <message>
        <source>This run did not record its model&apos;s answers, so only its curves are replayed.</source>
        <translation>이 실행은 모델의 답을 기록하지 않아 곡선만 재생합니다.</translation>
    </message>
    <message>
        <source>What the model thinks</source>
        <translation>모델의 생각</translation>
    </message>
    <message>
        <source>Test images appear here, with the model&apos;s guess and how sure it is of each. Press Train and watch them change.</source>
        <translation>테스트 이미지와 모델의 예측, 확신이 여기에 나타납니다. 학습을 누르고 변화를 지켜보세요.</translation>
    </message>
</context>
<context>
    <name>PythonFileDialog</name>
    <message>
        <source>Open a Python file</source>
        <translation>Python 파일 열기</translation>
    </message>
    <message>
        <source>What is {name} to be?</source>
        <translation>{name}을(를) 무엇으로 사용할까요?</translation>
    </message>
    <message>
        <source>It holds a Dataset and a torch.nn.Module. The same file can be both: drop it once more then.</source>
        <translation>Dataset과 torch.nn.Module이 모두 들어 있습니다. 둘 다로 쓰려면 파일을 한 번 더 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Leave the recipe as it is</source>
        <translation>레시피를 그대로 둡니다</translation>
    </message>
    <message>
        <source>The data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Train on its Dataset</source>
        <translation>이 파일의 Dataset으로 학습합니다</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Open it on the page of the model, and train its class</source>
        <translation>모델 페이지에서 열고 이 파일의 클래스를 학습합니다</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>내부</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
</context>
<context>
    <name>RateBlock</name>
    <message>
        <source>Find a learning rate</source>
        <translation>학습률 찾기</translation>
    </message>
    <message>
        <source>Trains a copy of the model while the learning rate grows, and watches the loss: where it falls fastest is a good rate to begin with.</source>
        <translation>학습률을 점점 키우며 모델의 사본을 학습하고 손실을 지켜봅니다. 손실이 가장 빠르게 줄어드는 곳이 시작하기 좋은 학습률입니다.</translation>
    </message>
    <message>
        <source>Loss over the learning rate</source>
        <translation>학습률에 따른 손실</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Use {rate}</source>
        <translation>{rate} 사용</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Separator</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>헤더</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>소수점</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>시트</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>first with data</source>
        <translation>내용이 있는 첫 시트</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>found: {found}</source>
        <translation>감지: {found}</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>쉼표</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>세미콜론</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>세로줄</translation>
    </message>
    <message>
        <source>space</source>
        <translation>공백</translation>
    </message>
    <message>
        <source>Korean (CP949)</source>
        <translation>한국어(CP949)</translation>
    </message>
    <message>
        <source>Western (CP1252)</source>
        <translation>서유럽어(CP1252)</translation>
    </message>
    <message>
        <source>Cyrillic (CP1251)</source>
        <translation>키릴 문자(CP1251)</translation>
    </message>
    <message>
        <source>Japanese (Shift JIS)</source>
        <translation>일본어(Shift JIS)</translation>
    </message>
    <message>
        <source>Chinese (GB18030)</source>
        <translation>중국어(GB18030)</translation>
    </message>
    <message>
        <source>Chinese (Big5)</source>
        <translation>중국어(Big5)</translation>
    </message>
    <message>
        <source>point</source>
        <translation>점</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>Reading {name}</source>
        <translation>{name} 읽는 중</translation>
    </message>
    <message>
        <source>The examples appear here once they have been read and checked. Press Stop above to cancel.</source>
        <translation>데이터를 다 읽고 검사하면 예시가 여기에 표시됩니다. 취소하려면 위의 중지를 누르세요.</translation>
    </message>
    <message>
        <source>Reading progress</source>
        <translation>읽기 진행률</translation>
    </message>
</context>
<context>
    <name>RecipeFlow</name>
    <message>
        <source>Open recipe</source>
        <translation>레시피 열기</translation>
    </message>
    <message>
        <source>The recipe {name} is loaded.</source>
        <translation>레시피를 불러왔습니다: {name}</translation>
    </message>
    <message>
        <source>The recipe is in the form. Change what you like, and press Train.</source>
        <translation>레시피를 입력란에 넣었습니다. 원하는 값을 바꾸고 학습을 누르세요.</translation>
    </message>
    <message>
        <source>A recipe for {name} is in the form. Look at what was found in the data, and press Train.</source>
        <translation>{name}에 맞는 레시피를 양식에 넣었습니다. 데이터에서 찾은 것을 확인하고 학습을 누르세요.</translation>
    </message>
    <message>
        <source>Save recipe</source>
        <translation>레시피 저장</translation>
    </message>
    <message>
        <source>The recipe is saved in {path}.</source>
        <translation>레시피를 저장했습니다: {path}</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>A run is under way; its recipe cannot change. Stop it first.</source>
        <translation>실행 중에는 레시피를 바꿀 수 없습니다. 먼저 중지하세요.</translation>
    </message>
</context>
<context>
    <name>RecipeForm</name>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>파일을 고르세요.</translation>
    </message>
    <message>
        <source>Locked until the data and the model are ready.</source>
        <translation>데이터와 모델이 준비될 때까지 잠깁니다.</translation>
    </message>
    <message>
        <source>The recipe of the replayed run.</source>
        <translation>재생 중인 실행의 레시피입니다.</translation>
    </message>
    <message>
        <source>Locked while training; fields marked live can change.</source>
        <translation>학습 중에는 잠깁니다. ‘실시간’ 표시가 있는 값은 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 고르기</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>파일 고르기</translation>
    </message>
</context>
<context>
    <name>RecipeRow</name>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>Can be changed during training; takes effect at the next step.</source>
        <translation>학습 중에도 바꿀 수 있고 다음 스텝부터 적용됩니다.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 고르기</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>파일 고르기</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Put this value into the recipe of the next run</source>
        <translation>다음 실행의 레시피에 이 값을 넣습니다</translation>
    </message>
    <message>
        <source>Not taken: {reason}</source>
        <translation>적용되지 않음: {reason}</translation>
    </message>
    <message>
        <source>Reset to {value}</source>
        <translation>{value}(으)로 되돌리기</translation>
    </message>
    <message>
        <source>{low} to {high} {unit}</source>
        <translation>{low} ~ {high} {unit}</translation>
    </message>
    <message>
        <source>more than {low}, less than {high} {unit}</source>
        <translation>{low} 초과 {high} 미만 {unit}</translation>
    </message>
    <message>
        <source>more than {low}, up to {high} {unit}</source>
        <translation>{low} 초과 {high} 이하 {unit}</translation>
    </message>
    <message>
        <source>{low} or more, less than {high} {unit}</source>
        <translation>{low} 이상 {high} 미만 {unit}</translation>
    </message>
    <message>
        <source>more than {low} {unit}</source>
        <translation>{low} 초과 {unit}</translation>
    </message>
    <message>
        <source>{low} {unit} or more</source>
        <translation>{low} {unit} 이상</translation>
    </message>
    <message>
        <source>less than {high} {unit}</source>
        <translation>{high} 미만 {unit}</translation>
    </message>
    <message>
        <source>up to {high} {unit}</source>
        <translation>{high} {unit} 이하</translation>
    </message>
    <message>
        <source>0 means “{word}”</source>
        <translation>0은 ‘{word}’</translation>
    </message>
</context>
<context>
    <name>RecipeSection</name>
    <message>
        <source>More · {count} changed</source>
        <translation>더 보기 · {count}개 변경</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
</context>
<context>
    <name>RecordBar</name>
    <message>
        <source>Stop and save…</source>
        <translation>중지하고 저장…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
</context>
<context>
    <name>Recorder</name>
    <message>
        <source>“{text}” was chosen; a demo cannot do that.</source>
        <translation>“{text}”을(를) 골랐습니다. 데모로는 할 수 없는 동작입니다.</translation>
    </message>
    <message>
        <source>Weights were loaded. Put the file next to this one and add drop: with its name.</source>
        <translation>가중치를 불러왔습니다. 그 파일을 이 파일 옆에 두고 drop:과 파일 이름을 추가하세요.</translation>
    </message>
    <message>
        <source>Files were tried. Put them next to this one and add drop: with a list of their names.</source>
        <translation>파일로 시험했습니다. 그 파일들을 이 파일 옆에 두고 drop:과 파일 이름 목록을 추가하세요.</translation>
    </message>
</context>
<context>
    <name>ReliabilityView</name>
    <message>
        <source>{metric} {value}: the model is about as confident as it is accurate.</source>
        <translation>{metric} {value}: 모델의 확신이 실제 정확도와 거의 같습니다.</translation>
    </message>
    <message>
        <source>{metric} {value}: on the whole the model is underconfident.</source>
        <translation>{metric} {value}: 전체적으로 모델이 실제 정확도에 비해 자신감이 부족합니다.</translation>
    </message>
    <message>
        <source>{metric} {value}: on the whole the model is overconfident.</source>
        <translation>{metric} {value}: 전체적으로 모델이 실제 정확도에 비해 자신감이 지나칩니다.</translation>
    </message>
    <message>
        <source>Click a bar to read its value.</source>
        <translation>막대를 누르면 값을 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Confidence {low} to {high}: no examples.</source>
        <translation>확신도 {low}~{high}: 예시가 없습니다.</translation>
    </message>
    <message>
        <source>accuracy ↑ over confidence →; equal on the dashed line</source>
        <translation>맞힌 비율 ↑ · 확신도 →; 점선에서는 둘이 같습니다</translation>
    </message>
    <message>
        <source>examples ↑ over confidence →</source>
        <translation>예시 수 ↑ · 확신도 →</translation>
    </message>
    <message>
        <source>Reliability diagram</source>
        <translation>신뢰도 다이어그램</translation>
    </message>
    <message>
        <source>Examples by confidence</source>
        <translation>확신도별 예시 수</translation>
    </message>
    <message>
        <source>Click a bar, or use the arrow keys, to read its value</source>
        <translation>막대를 누르거나 화살표 키로 옮겨 값을 읽으세요</translation>
    </message>
    <message>
        <source>How far to trust it</source>
        <translation>얼마나 믿을 수 있는지</translation>
    </message>
    <message>
        <source>After the first epoch you see here how often the model is right at each level of confidence.</source>
        <translation>모델이 그만큼 확신할 때 얼마나 자주 맞히는지가 첫 에포크 뒤에 여기 나타납니다.</translation>
    </message>
</context>
<context>
    <name>RenameRow</name>
    <message>
        <source>Strip prefix</source>
        <translation>접두어 떼기</translation>
    </message>
    <message>
        <source>Add prefix</source>
        <translation>접두어 붙이기</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>What is done to every name</source>
        <translation>모든 이름에 할 일</translation>
    </message>
    <message>
        <source>Text in the names of the file</source>
        <translation>파일의 이름에 있는 글자</translation>
    </message>
    <message>
        <source>Text that takes its place</source>
        <translation>대신 들어갈 글자</translation>
    </message>
    <message>
        <source>by</source>
        <translation>바꿀 글자</translation>
    </message>
    <message>
        <source>Remove this rename</source>
        <translation>이 이름 바꾸기 지우기</translation>
    </message>
    <message>
        <source>text</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>prefix, like “backbone.”</source>
        <translation>접두어 (예: “backbone.”)</translation>
    </message>
</context>
<context>
    <name>RenameRows</name>
    <message>
        <source>Add a rename</source>
        <translation>이름 바꾸기 추가</translation>
    </message>
    <message>
        <source>Change the names of the file until they are those of the model</source>
        <translation>파일의 이름이 모델의 이름과 같아지도록 바꿉니다</translation>
    </message>
</context>
<context>
    <name>ReplaceRecipeDialog</name>
    <message>
        <source>Replace the recipe</source>
        <translation>레시피 바꾸기</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Save first…</source>
        <translation>먼저 저장…</translation>
    </message>
    <message>
        <source>The recipe has unsaved changes.</source>
        <translation>레시피에 저장하지 않은 변경이 있습니다.</translation>
    </message>
    <message>
        <source>“{other}” would replace it in the form. Save your recipe to a file first, replace it, or keep it and leave the form as it is.</source>
        <translation>양식의 레시피가 “{other}”(으)로 바뀝니다. 먼저 파일로 저장하거나, 바꾸거나, 그대로 둘 수 있습니다.</translation>
    </message>
    <message>
        <source>Use the other recipe; Ctrl+Z brings yours back</source>
        <translation>다른 레시피를 사용합니다. Ctrl+Z로 되돌릴 수 있습니다</translation>
    </message>
    <message>
        <source>Save the edited recipe as a TOML file, then use the other one</source>
        <translation>편집한 레시피를 TOML 파일로 저장한 뒤 다른 레시피를 사용합니다</translation>
    </message>
    <message>
        <source>Keep my recipe</source>
        <translation>내 레시피 유지</translation>
    </message>
    <message>
        <source>Leave the form as it is</source>
        <translation>입력란을 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Replay</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>A past run, shown as it went. Nothing is computed or changed.</source>
        <translation>지난 실행을 진행된 그대로 보여 줍니다. 아무것도 계산하거나 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Position in the run</source>
        <translation>실행 내 위치</translation>
    </message>
    <message>
        <source>Go to any point in the run</source>
        <translation>실행의 원하는 시점으로 이동합니다</translation>
    </message>
    <message>
        <source>Unit of the slider</source>
        <translation>슬라이더의 단위</translation>
    </message>
    <message>
        <source>Move the slider by batches, epochs or seconds of training</source>
        <translation>슬라이더를 배치, 에포크 또는 학습 시간(초) 단위로 움직입니다</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>재생 속도</translation>
    </message>
    <message>
        <source>The weights that the run kept for this epoch. The Try tab uses them too.</source>
        <translation>실행이 저장한 이 에포크의 가중치입니다. 시험 탭도 이 가중치를 씁니다.</translation>
    </message>
    <message>
        <source>Save the replay as a web page or an animation</source>
        <translation>재생을 웹 페이지나 애니메이션으로 저장합니다</translation>
    </message>
    <message>
        <source>Close the replay</source>
        <translation>재생 닫기</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs} · batch {batch} of {batches} · {time} of {whole}</source>
        <translation>에포크 {epoch}/{epochs} · 배치 {batch}/{batches} · {time}/{whole}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Play from the beginning</source>
        <translation>처음부터 재생</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>에포크 {epoch}</translation>
    </message>
    <message>
        <source>Weights of epoch {epoch}</source>
        <translation>에포크 {epoch}의 가중치</translation>
    </message>
    <message>
        <source>in 30 seconds</source>
        <translation>30초 만에</translation>
    </message>
    <message>
        <source>Web page (HTML)…</source>
        <translation>웹 페이지(HTML)…</translation>
    </message>
    <message>
        <source>Animation (GIF)…</source>
        <translation>애니메이션(GIF)…</translation>
    </message>
    <message>
        <source>Animation (WebP)…</source>
        <translation>애니메이션(WebP)…</translation>
    </message>
    <message>
        <source>Inspect the weights</source>
        <translation>가중치 들여다보기</translation>
    </message>
    <message>
        <source>Compare with the last weights</source>
        <translation>마지막 가중치와 비교</translation>
    </message>
    <message>
        <source>Close the replay and load this model…</source>
        <translation>재생을 닫고 이 모델 불러오기…</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>실제 속도</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>속도: {speed}</translation>
    </message>
</context>
<context>
    <name>ReplayExportFlow</name>
    <message>
        <source>Web pages</source>
        <translation>웹 페이지</translation>
    </message>
    <message>
        <source>Export the replay</source>
        <translation>재생 내보내기</translation>
    </message>
    <message>
        <source>The replay is saved in {path} ({size}).</source>
        <translation>재생을 {path}에 저장했습니다 ({size}).</translation>
    </message>
</context>
<context>
    <name>ReplayFlow</name>
    <message>
        <source>A run is under way. Stop it before you replay another one.</source>
        <translation>실행 중입니다. 다른 실행을 재생하려면 먼저 중지하세요.</translation>
    </message>
    <message>
        <source>The model was changed by hand. Keep or undo the changes before you replay a run.</source>
        <translation>모델을 직접 변경했습니다. 실행을 재생하기 전에 변경을 유지하거나 되돌리세요.</translation>
    </message>
    <message>
        <source>This run did not finish a single batch, so there is nothing to replay.</source>
        <translation>이 실행은 배치를 하나도 마치지 못해 재생할 것이 없습니다.</translation>
    </message>
    <message>
        <source>This run recorded only its numbers, so its curves are replayed without the model&apos;s answers.</source>
        <translation>이 실행은 수치만 기록해서 모델의 답 없이 곡선만 재생합니다.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>문제가 생겼습니다</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the sentence and the details</source>
        <translation>문장과 자세한 내용을 복사합니다</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>로그 열기</translation>
    </message>
    <message>
        <source>Open {path}, the log file to attach to a report</source>
        <translation>신고에 첨부할 로그 파일 {path} 열기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this report</source>
        <translation>보고를 닫습니다</translation>
    </message>
</context>
<context>
    <name>RowDetail</name>
    <message>
        <source>The row in the file and what the model receives of it</source>
        <translation>파일의 행과 모델이 받는 값</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>파일의 값</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>모델 입력</translation>
    </message>
    <message>
        <source>target</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>0 in each of {count} inputs</source>
        <translation>입력 {count}개 모두 0</translation>
    </message>
</context>
<context>
    <name>RowForm</name>
    <message>
        <source>Usual values</source>
        <translation>일반적인 값</translation>
    </message>
    <message>
        <source>Bring every column back to a value that is usual in training</source>
        <translation>모든 열을 학습 데이터에서 흔한 값으로 되돌립니다</translation>
    </message>
    <message>
        <source>The model&apos;s answer</source>
        <translation>모델의 답</translation>
    </message>
    <message>
        <source>Change a value and watch the answer move. {count} more columns stay as they usually are.</source>
        <translation>값을 바꾸며 답이 어떻게 달라지는지 보세요. 나머지 {count}개 열은 일반적인 값으로 둡니다.</translation>
    </message>
    <message>
        <source>Change a value and watch the answer move.</source>
        <translation>값을 바꾸며 답이 어떻게 달라지는지 보세요.</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Take it out of the curves of the present run (Space)</source>
        <translation>현재 실행의 곡선에서 뺍니다 (Space)</translation>
    </message>
    <message>
        <source>Lay it under the curves of the present run (Space)</source>
        <translation>현재 실행의 곡선 아래에 겹칩니다 (Space)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Bring back its curves, weights and log without training (Enter)</source>
        <translation>학습하지 않고 곡선, 가중치, 로그를 다시 불러옵니다 (Enter)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>What differs between the recipes, and the results side by side</source>
        <translation>레시피의 차이와 결과를 나란히 봅니다</translation>
    </message>
    <message>
        <source>Compare the {count} ticked</source>
        <translation>선택한 {count}개 비교</translation>
    </message>
    <message>
        <source>The ticked runs side by side: what differs, and the results</source>
        <translation>선택한 실행을 나란히 놓고 다른 설정과 결과를 봅니다</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>모델 비교</translation>
    </message>
    <message>
        <source>Its best and last weights side by side: graphs, weights, and one example run through both</source>
        <translation>가장 좋은 가중치와 마지막 가중치를 나란히 비교: 그래프, 가중치, 두 모델에 넣은 예시</translation>
    </message>
    <message>
        <source>The models of two runs side by side: graphs, weights, and one example run through both</source>
        <translation>두 실행의 모델을 나란히 비교: 그래프, 가중치, 두 모델에 넣은 예시</translation>
    </message>
    <message>
        <source>Remove from curves</source>
        <translation>곡선에서 빼기</translation>
    </message>
    <message>
        <source>Overlay on curves</source>
        <translation>곡선에 겹치기</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Replay it as it went; its data and device are not needed (Shift+Enter)</source>
        <translation>학습 과정을 그대로 재생합니다. 데이터와 장치는 없어도 됩니다 (Shift+Enter)</translation>
    </message>
    <message>
        <source>Resume run</source>
        <translation>실행 재개</translation>
    </message>
    <message>
        <source>Resume training from its last snapshot</source>
        <translation>마지막 스냅샷부터 학습을 재개합니다</translation>
    </message>
    <message>
        <source>Duplicate recipe</source>
        <translation>레시피 복제</translation>
    </message>
    <message>
        <source>Take its recipe for the next run</source>
        <translation>다음 실행에 이 레시피를 씁니다</translation>
    </message>
    <message>
        <source>Verify run</source>
        <translation>실행 검증</translation>
    </message>
    <message>
        <source>Train some batches again from its last snapshot, and compare every number</source>
        <translation>마지막 스냅샷에서 배치 몇 개를 다시 학습하고 모든 수를 비교합니다</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Show its folder in the file manager</source>
        <translation>파일 관리자에서 실행 폴더를 봅니다</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Edit its name (F2)</source>
        <translation>이름을 고칩니다 (F2)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Move it to the trash; this can be undone (Del)</source>
        <translation>휴지통으로 옮깁니다. 되돌릴 수 있습니다 (Del)</translation>
    </message>
</context>
<context>
    <name>RunDelegate</name>
    <message>
        <source>Name of the run</source>
        <translation>실행의 이름</translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message>
        <source>Best epoch</source>
        <translation>최고 에포크</translation>
    </message>
    <message>
        <source>Validation {metric}, best epoch</source>
        <translation>검증 {metric}, 최고 에포크</translation>
    </message>
    <message>
        <source>Validation {metric}, last epoch</source>
        <translation>검증 {metric}, 마지막 에포크</translation>
    </message>
    <message>
        <source>Test {metric}</source>
        <translation>테스트 {metric}</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>학습 시간</translation>
    </message>
    <message>
        <source>Examples per second</source>
        <translation>초당 예시 수</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>디스크 크기</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Changed by hand</source>
        <translation>직접 변경</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>Details of the run</source>
        <translation>실행의 자세한 내용</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>실행의 이름</translation>
    </message>
    <message>
        <source>The run&apos;s name; an empty one gives back its recipe&apos;s title</source>
        <translation>실행의 이름입니다. 비우면 레시피의 제목으로 돌아갑니다</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>태그, 쉼표로 구분</translation>
    </message>
    <message>
        <source>Words to find the run by: tag:… in the search</source>
        <translation>실행을 찾는 낱말입니다. 검색에서는 tag:…</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Notes: what was tried, and what came out</source>
        <translation>메모: 무엇을 해 보았고 어떤 결과가 나왔는지</translation>
    </message>
    <message>
        <source>Kept when you leave the field, or with Ctrl+Enter</source>
        <translation>입력란을 떠나거나 Ctrl+Enter를 누르면 저장합니다</translation>
    </message>
    <message>
        <source>Recipe as TOML</source>
        <translation>TOML 레시피</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>수치</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
</context>
<context>
    <name>RunStates</name>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>사용자 중지</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>발산</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>메모리 부족</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없음</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Name and recipe; F2 or a double click edits the name</source>
        <translation>이름과 레시피. F2나 더블 클릭으로 이름을 고칩니다</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>최고</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>마지막</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Loss on the left, the run&apos;s metric on the right: training blue, validation orange</source>
        <translation>왼쪽은 손실, 오른쪽은 실행의 지표. 학습은 파란색, 검증은 주황색</translation>
    </message>
    <message>
        <source>Overlay the run on the curves (Space); two or more that are ticked can be compared</source>
        <translation>실행을 곡선 아래에 겹칩니다(Space). 둘 이상 선택하면 비교할 수 있습니다</translation>
    </message>
    <message>
        <source>Outcome of the run</source>
        <translation>실행이 어떻게 되었는지</translation>
    </message>
    <message>
        <source>Validation result of the best epoch: accuracy, or the metric of the run&apos;s task</source>
        <translation>최고 에포크의 검증 결과: 정확도 또는 실행의 과제에 맞는 지표</translation>
    </message>
    <message>
        <source>Validation result of the last epoch: accuracy, or the metric of the run&apos;s task</source>
        <translation>마지막 에포크의 검증 결과: 정확도 또는 실행의 과제에 맞는 지표</translation>
    </message>
    <message>
        <source>Result on the test set: accuracy, or the metric of the run&apos;s task</source>
        <translation>테스트 세트의 결과: 정확도 또는 실행의 과제에 맞는 지표</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Epochs that were trained, of those planned</source>
        <translation>학습한 에포크 / 계획한 에포크</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Training time without pauses</source>
        <translation>일시정지를 뺀 학습 시간</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>When the run began</source>
        <translation>실행을 시작한 때</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Where it was trained</source>
        <translation>학습한 장치</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>What its folder takes on the disk, snapshots included</source>
        <translation>실행 폴더가 차지하는 디스크 공간. 스냅샷 포함</translation>
    </message>
</context>
<context>
    <name>RunsView</name>
    <message>
        <source>Sort by</source>
        <translation>정렬 기준</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Enter opens, Shift+Enter plays, Space lays under the curves, F2 renames, Delete moves to the trash.</source>
        <translation>Enter로 열고, Shift+Enter로 재생하고, Space로 곡선 아래에 겹치고, F2로 이름을 바꾸고, Delete로 휴지통에 옮깁니다.</translation>
    </message>
</context>
<context>
    <name>SchedulePreview</name>
    <message>
        <source>Learning rate over the run</source>
        <translation>실행 동안의 학습률</translation>
    </message>
    <message>
        <source>The rate falls when validation stops improving; when that is shows during training.</source>
        <translation>검증이 더 나아지지 않으면 학습률을 낮춥니다. 그때가 언제인지는 학습 중에 드러납니다.</translation>
    </message>
</context>
<context>
    <name>SectionHeader</name>
    <message>
        <source>{title}: fold or unfold</source>
        <translation>{title}: 접기/펼치기</translation>
    </message>
</context>
<context>
    <name>SelectionPanel</name>
    <message>
        <source>No run is selected</source>
        <translation>고른 실행이 없습니다</translation>
    </message>
    <message>
        <source>Select one to see its curves and numbers, or several to compare them.</source>
        <translation>하나를 고르면 곡선과 수치를 보고, 여러 개를 고르면 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>Together they take {size}. Compare them, or lay them under the curves.</source>
        <translation>모두 {size}입니다. 비교하거나 곡선 아래에 겹쳐 보세요.</translation>
    </message>
</context>
<context>
    <name>SeveralBar</name>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>위로 이동 (Alt+위쪽)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>아래로 이동 (Alt+아래쪽)</translation>
    </message>
    <message>
        <source>Duplicate (Ctrl+D)</source>
        <translation>복제 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Switch off or on (Space)</source>
        <translation>끄기 또는 켜기 (스페이스)</translation>
    </message>
    <message>
        <source>Copy (Ctrl+C)</source>
        <translation>복사 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>제거 (Delete)</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Open the menu of presets</source>
        <translation>프리셋 메뉴를 엽니다</translation>
    </message>
    <message>
        <source>Open the menu of devices</source>
        <translation>장치 메뉴를 엽니다</translation>
    </message>
    <message>
        <source>Copy the selected lines of the log</source>
        <translation>로그에서 고른 줄을 복사합니다</translation>
    </message>
    <message>
        <source>Advance by one operation, then pause</source>
        <translation>연산 하나만큼 진행하고 일시정지합니다</translation>
    </message>
    <message>
        <source>Advance by one module, then pause</source>
        <translation>모듈 하나만큼 진행하고 일시정지합니다</translation>
    </message>
    <message>
        <source>Go back by one phase</source>
        <translation>한 단계 뒤로 갑니다</translation>
    </message>
    <message>
        <source>Search the fields of the recipe</source>
        <translation>레시피 항목 검색</translation>
    </message>
    <message>
        <source>Apply this augmentation earlier</source>
        <translation>이 증강을 더 먼저 적용합니다</translation>
    </message>
    <message>
        <source>Apply this augmentation later</source>
        <translation>이 증강을 더 나중에 적용합니다</translation>
    </message>
    <message>
        <source>Search the runs</source>
        <translation>실행을 검색합니다</translation>
    </message>
    <message>
        <source>Go back to the list of runs</source>
        <translation>실행 목록으로 돌아갑니다</translation>
    </message>
    <message>
        <source>Filter the keys by name</source>
        <translation>키를 이름으로 거릅니다</translation>
    </message>
    <message>
        <source>Go back to the entry that you read before</source>
        <translation>앞서 읽은 항목으로 돌아갑니다</translation>
    </message>
    <message>
        <source>Go forward again</source>
        <translation>다시 앞으로 갑니다</translation>
    </message>
    <message>
        <source>Search Help</source>
        <translation>도움말 검색</translation>
    </message>
    <message>
        <source>Clear the search, or close Help</source>
        <translation>검색을 지우거나 도움말을 닫습니다</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>어디서나</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>하는 일</translation>
    </message>
</context>
<context>
    <name>ShownExample</name>
    <message>
        <source>{label} (corrected)</source>
        <translation>{label} (수정됨)</translation>
    </message>
    <message>
        <source>{label} (left out)</source>
        <translation>{label} (제외됨)</translation>
    </message>
</context>
<context>
    <name>SideField</name>
    <message>
        <source>Current model</source>
        <translation>현재 모델</translation>
    </message>
    <message>
        <source>Run {number}</source>
        <translation>실행 {number}</translation>
    </message>
    <message>
        <source>Weights of run {number}</source>
        <translation>실행 {number}의 가중치</translation>
    </message>
    <message>
        <source>The run whose model to compare, or the current model as it is now</source>
        <translation>모델을 비교할 실행, 또는 지금 상태의 현재 모델</translation>
    </message>
    <message>
        <source>Its best weights, its last weights, or a snapshot in between</source>
        <translation>가장 좋은 가중치, 마지막 가중치, 또는 중간 스냅샷</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>마지막</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>최고</translation>
    </message>
    <message>
        <source>Batch {batch}</source>
        <translation>배치 {batch}</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>에포크 {epoch}</translation>
    </message>
    <message>
        <source>same as last</source>
        <translation>마지막과 같음</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>The chosen example, and facts</source>
        <translation>선택한 예시와 정보</translation>
    </message>
</context>
<context>
    <name>SmallerBatchFlow</name>
    <message>
        <source>Resume with a batch size of {size}</source>
        <translation>배치 크기 {size}(으)로 재개</translation>
    </message>
</context>
<context>
    <name>SmoothingSlider</name>
    <message>
        <source>Smoothing: the line averages over about {count} batches.</source>
        <translation>평활화: 곡선은 약 {count}개 배치의 평균입니다.</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>평활</translation>
    </message>
</context>
<context>
    <name>SpeakerWindow</name>
    <message>
        <source>Training Studio: speaker</source>
        <translation>Training Studio: 발표자</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>현재 시각</translation>
    </message>
    <message>
        <source>Stopwatch</source>
        <translation>스톱워치</translation>
    </message>
    <message>
        <source>What the audience sees</source>
        <translation>청중이 보는 화면</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Stop timer</source>
        <translation>타이머 정지</translation>
    </message>
    <message>
        <source>Start timer</source>
        <translation>타이머 시작</translation>
    </message>
</context>
<context>
    <name>SpeedBlock</name>
    <message>
        <source>What is fastest here?</source>
        <translation>여기서 가장 빠른 설정은?</translation>
    </message>
    <message>
        <source>Trains the same model in several ways on this machine: another memory layout or precision, compiled, with other numbers of threads. Compiling can take a minute.</source>
        <translation>이 컴퓨터에서 같은 모델을 여러 방식으로 학습해 봅니다: 다른 메모리 배치나 정밀도, 컴파일, 다른 스레드 수. 컴파일에는 1분 정도 걸릴 수 있습니다.</translation>
    </message>
    <message>
        <source>samples/s</source>
        <translation>샘플/초</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>{seconds} s to compile</source>
        <translation>컴파일 {seconds}초</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>사용 불가</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>Loaded and new</source>
        <translation>불러온 것과 새것</translation>
    </message>
    <message>
        <source>{loaded} parameters are loaded, {new} are new.</source>
        <translation>파라미터 {loaded}개를 불러왔고 {new}개는 새것입니다.</translation>
    </message>
</context>
<context>
    <name>StagesPanel</name>
    <message>
        <source>Stages</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>All parameters alike</source>
        <translation>모든 파라미터를 똑같이</translation>
    </message>
</context>
<context>
    <name>Stand</name>
    <message>
        <source>Beside the curves</source>
        <translation>곡선 옆</translation>
    </message>
    <message>
        <source>This part of Inside is shown with the results on the Train page.</source>
        <translation>내부의 이 부분은 학습 페이지의 결과 옆에 표시되고 있습니다.</translation>
    </message>
    <message>
        <source>Show it there</source>
        <translation>그곳으로 이동</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>다시 가져오기</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Stack a network from layers</source>
        <translation>층을 쌓아 네트워크 만들기</translation>
    </message>
    <message>
        <source>Each layer shows what it makes of your data. What does not fit is said at the layer, with a repair. Begin with a built-in network, or with a first layer.</source>
        <translation>층마다 데이터가 어떤 모양이 되는지 보여 줍니다. 맞지 않는 것은 그 층에 고치는 방법과 함께 표시됩니다. 내장 네트워크에서 시작하거나 첫 층을 추가하세요.</translation>
    </message>
    <message>
        <source>Edit {model} as layers</source>
        <translation>{model} 층으로 편집</translation>
    </message>
    <message>
        <source>Begin with…</source>
        <translation>다음에서 시작…</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>층 추가</translation>
    </message>
    <message>
        <source>Your own class</source>
        <translation>내 클래스</translation>
    </message>
    <message>
        <source>Train any nn.Module from a Python file. Write it here, or open one and continue in the editor that you like: the studio follows the file. It is tried on a batch before it is trained, and what does not hold is shown at its line.</source>
        <translation>Python 파일에 있는 nn.Module이라면 무엇이든 학습할 수 있습니다. 여기서 작성하거나, 파일을 열고 쓰던 편집기에서 계속 작성하세요. 파일이 바뀌면 스튜디오가 따라갑니다. 학습하기 전에 배치 하나로 시험 실행하고, 문제가 있으면 해당 줄에 표시합니다.</translation>
    </message>
    <message>
        <source>Open a Python file…</source>
        <translation>Python 파일 열기…</translation>
    </message>
    <message>
        <source>Or begin with</source>
        <translation>또는 템플릿으로 시작</translation>
    </message>
</context>
<context>
    <name>StateWords</name>
    <message>
        <source>Stopping…</source>
        <translation>중지 중…</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>일시정지 중…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>닫는 중…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>준비 중…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습 중</translation>
    </message>
    <message>
        <source>Validating</source>
        <translation>검증 중</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>테스트 중</translation>
    </message>
    <message>
        <source>Testing the present weights…</source>
        <translation>현재 가중치 테스트 중…</translation>
    </message>
    <message>
        <source>Verifying the run…</source>
        <translation>실행 재현 중…</translation>
    </message>
    <message>
        <source>Preparing… {what}</source>
        <translation>준비 중… {what}</translation>
    </message>
    <message>
        <source>Finishing the epoch…</source>
        <translation>에포크 마무리 중…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>시작 중…</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message>
        <source>Opened: {title} (finished {when})</source>
        <translation>열림: {title} ({when} 끝남)</translation>
    </message>
    <message>
        <source>Opened: {title} (interrupted {when})</source>
        <translation>열림: {title} ({when} 중단됨)</translation>
    </message>
    <message>
        <source>Replaying</source>
        <translation>재생 중</translation>
    </message>
    <message>
        <source>Replaying the validation</source>
        <translation>검증 재생 중</translation>
    </message>
    <message>
        <source>Replay paused</source>
        <translation>재생 일시정지</translation>
    </message>
    <message>
        <source>End of the replay</source>
        <translation>재생 끝</translation>
    </message>
    <message>
        <source>Paused: training diverged</source>
        <translation>일시정지: 학습 발산</translation>
    </message>
    <message>
        <source>Paused inside {phase}</source>
        <translation>{phase} 도중에 일시정지</translation>
    </message>
    <message>
        <source>Paused before {phase}</source>
        <translation>{phase} 전에 일시정지</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지됨</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Ended: {reason}</source>
        <translation>끝남: {reason}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Training progress</source>
        <translation>학습이 얼마나 진행되었는지</translation>
    </message>
    <message>
        <source>Training examples per second (recent)</source>
        <translation>최근 초당 학습 예시 수</translation>
    </message>
    <message>
        <source>Estimated from the last batches and the last validation</source>
        <translation>최근 배치와 마지막 검증으로 어림한 시간</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation>에포크 {epoch}/{epochs}</translation>
    </message>
    <message>
        <source>batch {batch} of {batches}</source>
        <translation>배치 {batch}/{batches}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
    <message>
        <source>snapshot {time} ago</source>
        <translation>스냅샷 {time} 전</translation>
    </message>
    <message>
        <source>The run can be resumed from batch {step} after a crash: {path} ({size})</source>
        <translation>갑자기 꺼져도 배치 {step}부터 계속할 수 있습니다: {path} ({size})</translation>
    </message>
    <message>
        <source>{speed} images/s</source>
        <translation>{speed} 이미지/초</translation>
    </message>
    <message>
        <source>{speed} examples/s</source>
        <translation>{speed} 예시/초</translation>
    </message>
    <message>
        <source>Memory that the studio uses. Nothing is on a device yet.</source>
        <translation>스튜디오가 쓰는 메모리입니다. 아직 장치에 올라간 것은 없습니다.</translation>
    </message>
    <message>
        <source>{used} of {total}</source>
        <translation>{used} / {total}</translation>
    </message>
    <message>
        <source>The model&apos;s parameters are on {device}. The studio uses {memory} of memory.</source>
        <translation>모델 파라미터의 위치: {device}. 스튜디오가 쓰는 메모리: {memory}.</translation>
    </message>
    <message>
        <source>PyTorch holds {used} of the {total} that the device has.</source>
        <translation>PyTorch가 장치 메모리 {total} 중 {used}를 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Text size {percent}%</source>
        <translation>글자 크기 {percent}%</translation>
    </message>
</context>
<context>
    <name>StepControls</name>
    <message>
        <source>Bring the step back to Inside</source>
        <translation>단계를 내부로 다시 가져오기</translation>
    </message>
    <message>
        <source>Show the step beside the curves</source>
        <translation>단계를 곡선 옆에 표시</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>연산</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>By how much to move</source>
        <translation>이동할 단위</translation>
    </message>
    <message>
        <source>F6: operation · F7: module · F10: phase · F11: batch · Shift+F11: epoch · Shift+F10: back</source>
        <translation>F6: 연산 · F7: 모듈 · F10: 단계 · F11: 배치 · Shift+F11: 에포크 · Shift+F10: 뒤로</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Continue to the next place of the chosen kind</source>
        <translation>선택한 단위의 다음 지점까지 갑니다</translation>
    </message>
    <message>
        <source>Steps per second</source>
        <translation>초당 진행 횟수</translation>
    </message>
    <message>
        <source>How many of the chosen units slow motion takes per second</source>
        <translation>느린 재생이 선택한 단위로 1초에 몇 번 진행하는지</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>회/초</translation>
    </message>
    <message>
        <source>Let the run continue, with the numbers that it would have had anyway</source>
        <translation>실행을 계속합니다. 멈추지 않았을 때와 같은 숫자가 나옵니다</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>여기에서 멈춥니다</translation>
    </message>
    <message>
        <source>Continue by itself, at the speed chosen beside</source>
        <translation>옆에서 정한 속도로 저절로 진행합니다</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Go back to the place before: the batch is computed again to there, with the same numbers</source>
        <translation>이전 지점으로 돌아갑니다: 배치를 같은 숫자로 그곳까지 다시 계산합니다</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>최고 속도</translation>
    </message>
    <message>
        <source>Keep looking into the step while another page is shown</source>
        <translation>다른 페이지를 보는 동안에도 단계를 계속 들여다봅니다</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>Slow motion</source>
        <translation>느린 재생</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>No run is under way</source>
        <translation>진행 중인 실행이 없습니다</translation>
    </message>
    <message>
        <source>Epoch {epoch}, batch {batch} of {count}</source>
        <translation>에포크 {epoch}, 배치 {batch}/{count}</translation>
    </message>
    <message>
        <source>The batch is done. The next step begins with the gradients.</source>
        <translation>배치가 끝났습니다. 다음 단계는 기울기를 지우는 것부터 시작합니다.</translation>
    </message>
    <message>
        <source>Next: {what}</source>
        <translation>다음: {what}</translation>
    </message>
    <message>
        <source>Next: {what} in {module}</source>
        <translation>다음: {module}의 {what}</translation>
    </message>
</context>
<context>
    <name>StructurePane</name>
    <message>
        <source>Diagram of the network</source>
        <translation>네트워크 다이어그램</translation>
    </message>
    <message>
        <source>Show the whole diagram (0)</source>
        <translation>다이어그램 전체 보기 (0)</translation>
    </message>
    <message>
        <source>Save the diagram as SVG or PNG…</source>
        <translation>다이어그램을 SVG 또는 PNG로 저장…</translation>
    </message>
    <message>
        <source>{count} multiply-adds</source>
        <translation>곱셈-덧셈 {count}회</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 이미지</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 이미지</translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>다이어그램 저장</translation>
    </message>
    <message>
        <source>The diagram could not be saved: {reason}</source>
        <translation>다이어그램을 저장하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>The diagram is saved in {path}.</source>
        <translation>다이어그램을 {path}에 저장했습니다.</translation>
    </message>
</context>
<context>
    <name>Studio</name>
    <message>
        <source>{problem}. The run was saved as far as it went, and the studio keeps running.</source>
        <translation>{problem}. 실행은 진행된 데까지 저장했고 스튜디오는 계속 쓸 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>TellMe</name>
    <message>
        <source>Show the run</source>
        <translation>실행 보기</translation>
    </message>
    <message>
        <source>Training Studio</source>
        <translation>Training Studio</translation>
    </message>
    <message>
        <source>This is what a notification of a run looks like.</source>
        <translation>실행의 알림은 이렇게 나타납니다.</translation>
    </message>
    <message>
        <source>A notification was shown.</source>
        <translation>알림을 표시했습니다.</translation>
    </message>
    <message>
        <source>The desktop&apos;s alert sound was played, unless it is off.</source>
        <translation>데스크톱 경고음을 재생했습니다. 경고음이 꺼져 있으면 들리지 않습니다.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
</context>
<context>
    <name>TellMeDialog</name>
    <message>
        <source>Notify me</source>
        <translation>알림 설정</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>시험하기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>At least this value</source>
        <translation>이 값 이상</translation>
    </message>
    <message>
        <source>At most this value</source>
        <translation>이 값 이하</translation>
    </message>
    <message>
        <source>A run has ended</source>
        <translation>실행이 끝났을 때</translation>
    </message>
    <message>
        <source>Training diverged</source>
        <translation>학습이 발산했을 때</translation>
    </message>
    <message>
        <source>Training stalled</source>
        <translation>학습이 멈췄을 때</translation>
    </message>
    <message>
        <source>A target is reached</source>
        <translation>목표에 도달했을 때</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>웹훅</translation>
    </message>
    <message>
        <source>Minutes without a finished batch after which training counts as stalled</source>
        <translation>배치가 끝나지 않은 채 이 시간(분)이 지나면 멈춘 것으로 봅니다</translation>
    </message>
    <message>
        <source>Metric of the target, after each epoch</source>
        <translation>에포크마다 확인할 목표 지표</translation>
    </message>
    <message>
        <source>Whether the metric must be at least or at most this value</source>
        <translation>지표가 목푯값 이상이어야 하는지 이하여야 하는지</translation>
    </message>
    <message>
        <source>Value of the target</source>
        <translation>목푯값</translation>
    </message>
    <message>
        <source>Address to which a report of the run is sent as JSON (https://…)</source>
        <translation>실행 보고서를 JSON으로 보낼 주소(https://…)</translation>
    </message>
    <message>
        <source>Hidden in presenter mode</source>
        <translation>발표 모드에서는 숨깁니다</translation>
    </message>
    <message>
        <source>Notify me when…</source>
        <translation>다음과 같을 때 알림</translation>
    </message>
    <message>
        <source>Notifications appear only while this window is not in front, and at the end of a run only if it took over a minute. Training counts as stalled if no batch finishes in the given time. Replays never notify.</source>
        <translation>알림은 이 창이 앞에 있지 않을 때만 나타나며, 실행이 끝났을 때는 1분 넘게 걸린 경우에만 나타납니다. 지정한 시간 동안 배치가 하나도 끝나지 않으면 학습이 멈춘 것으로 봅니다. 재생 중에는 알리지 않습니다.</translation>
    </message>
    <message>
        <source>Webhook &amp;address</source>
        <translation>웹훅 주소(&amp;A)</translation>
    </message>
    <message>
        <source>min</source>
        <translation>분</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Empty</source>
        <translation>빈 파일</translation>
    </message>
    <message>
        <source>Nothing but the imports: write the class yourself.</source>
        <translation>import만 있습니다. 클래스를 직접 작성하세요.</translation>
    </message>
    <message>
        <source>MLP</source>
        <translation>MLP</translation>
    </message>
    <message>
        <source>The NeuralNetwork of PyTorch&apos;s tutorial: flatten, then linear layers with ReLU.</source>
        <translation>PyTorch 튜토리얼의 NeuralNetwork입니다. 펼친 뒤 ReLU가 있는 선형 층을 지납니다.</translation>
    </message>
    <message>
        <source>CNN</source>
        <translation>CNN</translation>
    </message>
    <message>
        <source>Convolutions and pooling for pictures, then a classifier.</source>
        <translation>이미지를 위한 합성곱과 풀링, 그리고 분류기입니다.</translation>
    </message>
    <message>
        <source>Residual network</source>
        <translation>잔차 네트워크</translation>
    </message>
    <message>
        <source>Blocks that add what came in to what they compute, with BatchNorm.</source>
        <translation>입력을 계산 결과에 더하는 블록과 BatchNorm으로 이루어집니다.</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>예/아니요</translation>
    </message>
    <message>
        <source>Ends in a sigmoid: for two classes, with the loss BCELoss.</source>
        <translation>시그모이드로 끝납니다. 두 클래스와 손실 BCELoss에 맞습니다.</translation>
    </message>
    <message>
        <source>Find the mistake</source>
        <translation>실수 찾기</translation>
    </message>
    <message>
        <source>It runs, and hardly learns. The dry run says which line is to blame.</source>
        <translation>실행은 되지만 거의 학습하지 않습니다. 시험 실행이 어느 줄 때문인지 알려 줍니다.</translation>
    </message>
</context>
<context>
    <name>TensorCells</name>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>분포</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>노름</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>{low} … {high}</source>
        <translation>{low} … {high}</translation>
    </message>
    <message>
        <source>not read: {name}</source>
        <translation>읽지 않음: {name}</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>읽지 않음</translation>
    </message>
    <message>
        <source>{count} NaN</source>
        <translation>NaN {count}개</translation>
    </message>
    <message>
        <source>{count} infinite</source>
        <translation>무한대 {count}개</translation>
    </message>
    <message>
        <source>finite</source>
        <translation>유한</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
</context>
<context>
    <name>TensorDetail</name>
    <message>
        <source>Compare with…</source>
        <translation>비교 대상…</translation>
    </message>
    <message>
        <source>Keep the history of this tensor over the steps</source>
        <translation>단계마다 이 텐서의 기록을 남깁니다</translation>
    </message>
    <message>
        <source>Copy the values as Python</source>
        <translation>값을 Python으로 복사</translation>
    </message>
    <message>
        <source>Compare with another tensor</source>
        <translation>다른 텐서와 비교</translation>
    </message>
    <message>
        <source>Norm over the steps walked</source>
        <translation>지나온 단계의 노름</translation>
    </message>
    <message>
        <source>Choose a tensor to see its values</source>
        <translation>텐서를 선택하면 값이 보입니다</translation>
    </message>
    <message>
        <source>The histogram is of {count} of the values, drawn at random.</source>
        <translation>히스토그램은 무작위로 뽑은 값 {count}개로 만들었습니다.</translation>
    </message>
    <message>
        <source>Both have the same values.</source>
        <translation>둘의 값이 같습니다.</translation>
    </message>
    <message>
        <source>Left {first}, then {second} and the difference: largest {largest}{at}, norm {norm}</source>
        <translation>왼쪽부터 {first}, {second}, 차이: 최대 {largest}{at}, 노름 {norm}</translation>
    </message>
    <message>
        <source>Norm over {count} steps: {first} … {last}</source>
        <translation>단계 {count}개의 노름: {first} … {last}</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Histogram of values</source>
        <translation>값의 분포</translation>
    </message>
    <message>
        <source>Std. dev.</source>
        <translation>표준편차</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>노름</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>0의 개수</translation>
    </message>
    <message>
        <source>NaN, infinite</source>
        <translation>NaN, 무한대</translation>
    </message>
    <message>
        <source>Change since batch {batch}</source>
        <translation>배치 {batch} 이후의 변화</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Version counter</source>
        <translation>버전 카운터</translation>
    </message>
    <message>
        <source>Shares memory with</source>
        <translation>메모리를 공유하는 것</translation>
    </message>
    <message>
        <source>nothing at hand</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>TensorList</name>
    <message>
        <source>Filter tensors</source>
        <translation>텐서 찾기</translation>
    </message>
    <message>
        <source>Tensors at hand</source>
        <translation>지금 볼 수 있는 텐서</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>활성값</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Buffers</source>
        <translation>버퍼</translation>
    </message>
    <message>
        <source>Optimizer state</source>
        <translation>옵티마이저 상태</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
</context>
<context>
    <name>TensorPanel</name>
    <message>
        <source>Tensors</source>
        <translation>텐서</translation>
    </message>
    <message>
        <source>The values of every tensor at hand appear here: weights as soon as the model is there, the batch, activations and gradients while a run is paused inside a step.</source>
        <translation>지금 볼 수 있는 모든 텐서의 값이 여기에 나타납니다: 가중치는 모델이 준비되는 대로, 배치·활성값·기울기는 실행이 단계 안에 멈춰 있는 동안 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>TensorValues</name>
    <message>
        <source>{shown} of {count} tiles</source>
        <translation>타일 {count}개 중 {shown}개</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>타일</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>How the values are shown</source>
        <translation>값을 보는 방식</translation>
    </message>
    <message>
        <source>A click shows the numbers there</source>
        <translation>클릭하면 그 자리의 숫자가 보입니다</translation>
    </message>
    <message>
        <source>Values as colours</source>
        <translation>값을 색으로 나타낸 것</translation>
    </message>
    <message>
        <source>Values of the other tensor as colours</source>
        <translation>다른 텐서의 값을 색으로 나타낸 것</translation>
    </message>
    <message>
        <source>Difference as colours</source>
        <translation>차이를 색으로 나타낸 것</translation>
    </message>
    <message>
        <source>Each unit as a picture</source>
        <translation>유닛마다 이미지 하나</translation>
    </message>
    <message>
        <source>Rows {first} to {last} of {rows}, columns {left} to {right} of {columns}</source>
        <translation>행 {rows}개 중 {first}~{last}, 열 {columns}개 중 {left}~{right}</translation>
    </message>
    <message>
        <source>Colours reach from {low} to {high}</source>
        <translation>색의 범위: {low} ~ {high}</translation>
    </message>
    <message>
        <source>about {value} around [{place}]</source>
        <translation>[{place}] 근처의 평균 {value}</translation>
    </message>
    <message>
        <source>{value} at [{place}]</source>
        <translation>[{place}]의 값 {value}</translation>
    </message>
    <message>
        <source>Dimension {place}: {index} of 0 … {last}</source>
        <translation>차원 {place}: {index} (0 … {last})</translation>
    </message>
</context>
<context>
    <name>TensorsPage</name>
    <message>
        <source>Keys of the file</source>
        <translation>파일의 키</translation>
    </message>
    <message>
        <source>The chosen tensor, and explanations</source>
        <translation>고른 텐서와 설명</translation>
    </message>
</context>
<context>
    <name>ThreadsOffer</name>
    <message>
        <source>CPU is busy</source>
        <translation>CPU 사용 많음</translation>
    </message>
    <message>
        <source>CPU is free</source>
        <translation>CPU 여유 있음</translation>
    </message>
    <message>
        <source>Other programs keep {busy} of the {cores} CPU cores busy. Threads that share a core hold each other up, so training is faster with fewer of them. Acts from the next batch on; the results differ in their last digits.</source>
        <translation>다른 프로그램이 CPU 코어 {cores}개 중 {busy}개를 쓰고 있습니다. 한 코어를 나누어 쓰는 스레드는 서로를 느리게 하므로 스레드를 줄이면 학습이 빨라집니다. 다음 배치부터 적용되며, 결과의 마지막 자릿수가 달라집니다.</translation>
    </message>
    <message>
        <source>Other programs keep only {busy} of the {cores} CPU cores busy now, so training is faster with more threads. Acts from the next batch on; the results differ in their last digits.</source>
        <translation>이제 다른 프로그램이 CPU 코어 {cores}개 중 {busy}개만 쓰고 있으므로 스레드를 늘리면 학습이 빨라집니다. 다음 배치부터 적용되며, 결과의 마지막 자릿수가 달라집니다.</translation>
    </message>
</context>
<context>
    <name>ThresholdView</name>
    <message>
        <source>Threshold {value}</source>
        <translation>임계값 {value}</translation>
    </message>
    <message>
        <source>Of “{name}”: precision {precision}, recall {recall}, F1 {f1}. Matthews correlation {mcc}.</source>
        <translation>“{name}”의 정밀도 {precision}, 재현율 {recall}, F1 {f1}. 매슈스 상관계수 {mcc}.</translation>
    </message>
    <message>
        <source>To look at only: results are those at 0.5.</source>
        <translation>보기만 바뀝니다. 결과는 0.5를 기준으로 합니다.</translation>
    </message>
    <message>
        <source>{metric} {value}: true positive rate ↑ over false positive rate →</source>
        <translation>{metric} {value}: 참 양성률 ↑, 거짓 양성률 →</translation>
    </message>
    <message>
        <source>{metric} {value}: precision ↑ over recall →</source>
        <translation>{metric} {value}: 정밀도 ↑, 재현율 →</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>The probability from which on an example counts as positive</source>
        <translation>이 확률 이상이면 양성으로 봅니다</translation>
    </message>
    <message>
        <source>Back to 0.5</source>
        <translation>0.5로 되돌리기</translation>
    </message>
    <message>
        <source>ROC curve</source>
        <translation>ROC 곡선</translation>
    </message>
    <message>
        <source>Precision-recall curve</source>
        <translation>정밀도-재현율 곡선</translation>
    </message>
    <message>
        <source>Press or drag on the curve to move the threshold</source>
        <translation>곡선을 누르거나 끌어서 임계값을 옮깁니다</translation>
    </message>
    <message>
        <source>Confusion at this threshold</source>
        <translation>이 임계값에서의 혼동 행렬</translation>
    </message>
    <message>
        <source>truth ↓</source>
        <translation>정답 ↓</translation>
    </message>
    <message>
        <source>guess →</source>
        <translation>예측 →</translation>
    </message>
    <message>
        <source>Where to draw the line</source>
        <translation>어디에 선을 그을까</translation>
    </message>
    <message>
        <source>How many are found and how many are wrong at every threshold appears here after the first epoch, or after Test now in the menu.</source>
        <translation>첫 에포크가 끝나거나 메뉴의 지금 테스트를 실행하면 임계값마다 얼마나 찾아내고 얼마나 틀리는지 여기에 나타납니다.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>is {truth}</source>
        <translation>정답 {truth}</translation>
    </message>
    <message>
        <source>{guess}, {share} sure: right</source>
        <translation>{guess}, 확신 {share}: 맞음</translation>
    </message>
    <message>
        <source>{guess}, {share} sure: wrong, it is {truth}</source>
        <translation>{guess}, 확신 {share}: 틀림, 정답은 {truth}</translation>
    </message>
    <message>
        <source>{guess}, {share} sure</source>
        <translation>{guess}, 확신 {share}</translation>
    </message>
    <message>
        <source>{name} {value}, in truth {truth}</source>
        <translation>{name} {value}, 실제 {truth}</translation>
    </message>
</context>
<context>
    <name>TileDetail</name>
    <message>
        <source>Probabilities</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>Back to all pictures (Esc)</source>
        <translation>모든 이미지로 돌아가기 (Esc)</translation>
    </message>
    <message>
        <source>{share} sure, and right</source>
        <translation>확신 {share}, 맞음</translation>
    </message>
    <message>
        <source>{share} sure, but it is {truth}</source>
        <translation>확신 {share}, 정답은 {truth}</translation>
    </message>
    <message>
        <source>{share} sure</source>
        <translation>확신 {share}</translation>
    </message>
</context>
<context>
    <name>ToolTips</name>
    <message>
        <source>Data: the examples that the model learns from, and how they reach it</source>
        <translation>데이터: 모델이 배우는 예시와, 예시가 모델에 들어가는 방법</translation>
    </message>
    <message>
        <source>Model: the function whose parameters are trained</source>
        <translation>모델: 파라미터를 학습할 함수</translation>
    </message>
    <message>
        <source>Loss: the number that says how wrong the answers are, and that training makes smaller</source>
        <translation>손실: 답이 얼마나 틀렸는지를 나타내는 수. 학습은 이 수를 줄입니다</translation>
    </message>
    <message>
        <source>Optimizer: the rule by which the gradients change the weights</source>
        <translation>옵티마이저: 기울기에 따라 가중치를 바꾸는 규칙</translation>
    </message>
    <message>
        <source>Schedule: how the learning rate changes during the run</source>
        <translation>스케줄: 실행하는 동안 학습률이 바뀌는 방식</translation>
    </message>
    <message>
        <source>Metric: what is measured besides the loss, to judge the model by</source>
        <translation>지표: 손실 말고 모델을 판단하려고 재는 것</translation>
    </message>
    <message>
        <source>Training: how long, in which precision, and what of the run is kept</source>
        <translation>학습: 얼마나 오래, 어떤 정밀도로 학습하고, 무엇을 남길지</translation>
    </message>
    <message>
        <source>Add a random change to the training pictures, so that the model does not memorize them</source>
        <translation>학습 이미지에 줄 무작위 변화를 추가합니다. 모델이 이미지를 외우지 못하게 합니다</translation>
    </message>
    <message>
        <source>An epoch is one pass over the whole training set</source>
        <translation>에포크는 학습 데이터 전체를 한 번 지나는 것입니다</translation>
    </message>
    <message>
        <source>A batch is the set of examples that one step of the optimizer uses</source>
        <translation>배치는 옵티마이저의 한 스텝에 쓰는 예시 묶음입니다</translation>
    </message>
    <message>
        <source>What the program is doing now</source>
        <translation>프로그램이 지금 하고 있는 일입니다</translation>
    </message>
    <message>
        <source>Show the examples with wrong answers first, or always in the same order</source>
        <translation>틀린 예시를 먼저 보이거나, 언제나 같은 순서로 보입니다</translation>
    </message>
    <message>
        <source>Examples with the truth and the model&apos;s answer; open one for all probabilities (Enter)</source>
        <translation>정답과 모델의 답이 있는 예시입니다. 열면 모든 확률이 나옵니다(Enter)</translation>
    </message>
    <message>
        <source>Validation examples decide which epoch is best; test examples give the final result</source>
        <translation>검증 예시로 가장 좋은 에포크를 고르고, 테스트 예시로 마지막 결과를 냅니다</translation>
    </message>
    <message>
        <source>Show percentages of each true class, or counts</source>
        <translation>실제 클래스마다 각 답의 비율을 보이거나 개수를 보입니다</translation>
    </message>
    <message>
        <source>Each row is a true class, each column an answer; right answers are on the diagonal</source>
        <translation>행은 실제 클래스, 열은 답입니다. 대각선이 정답입니다</translation>
    </message>
    <message>
        <source>Copy the paths of these examples</source>
        <translation>이 예시들의 경로를 복사합니다</translation>
    </message>
    <message>
        <source>How well each class is recognised, or whether the model is right as often as it is sure</source>
        <translation>클래스마다 얼마나 잘 알아보는지, 또는 확신하는 만큼 맞는지 봅니다</translation>
    </message>
    <message>
        <source>Precision: how many of its answers are right. Recall: how many of the class are found. F1: both in one number</source>
        <translation>정밀도는 그렇다고 답한 것 중 맞은 비율, 재현율은 그 클래스 중 찾아낸 비율, F1은 둘을 합친 수입니다</translation>
    </message>
    <message>
        <source>What to ask the model about: a drawing, values that you set, or files</source>
        <translation>모델에게 무엇을 물어볼지 고릅니다: 이미지, 직접 정한 값, 파일</translation>
    </message>
    <message>
        <source>Draw, or erase what is drawn</source>
        <translation>그리거나 지웁니다</translation>
    </message>
    <message>
        <source>Undo the last stroke</source>
        <translation>마지막 획을 되돌립니다</translation>
    </message>
    <message>
        <source>Clear the drawing (Del)</source>
        <translation>이미지를 모두 지웁니다(Del)</translation>
    </message>
    <message>
        <source>Choose pictures, tables or arrays and see what the model answers to each</source>
        <translation>이미지, 표, 배열을 골라 모델이 무엇이라고 답하는지 봅니다</translation>
    </message>
    <message>
        <source>Choose a folder; folders of classes in it are scored like a test set</source>
        <translation>폴더를 고릅니다. 그 안에 클래스 폴더가 있으면 테스트 데이터처럼 채점합니다</translation>
    </message>
    <message>
        <source>The learning rate over the epochs of the run</source>
        <translation>실행의 에포크에 따른 학습률입니다</translation>
    </message>
    <message>
        <source>Right and wrong answers at this threshold: rows are the true classes, columns the answers</source>
        <translation>이 임계값에서 맞고 틀린 답입니다. 행은 실제, 열은 답입니다</translation>
    </message>
    <message>
        <source>The examples with the largest errors first</source>
        <translation>오차가 큰 예시부터 나옵니다</translation>
    </message>
    <message>
        <source>The loss: how wrong the answers are; lower is better</source>
        <translation>손실: 답이 얼마나 틀렸는지. 낮을수록 좋습니다</translation>
    </message>
    <message>
        <source>The main metric of the task, in training and in validation</source>
        <translation>과제의 주 지표입니다. 학습과 검증을 함께 보여 줍니다</translation>
    </message>
    <message>
        <source>The model learns from training examples, is checked on validation examples and judged on test examples</source>
        <translation>모델은 학습 예시로 배우고, 검증 예시로 확인하고, 테스트 예시로 평가합니다</translation>
    </message>
    <message>
        <source>Choose a list of examples, or see the one that is chosen</source>
        <translation>예시 목록을 고르거나, 고른 예시를 봅니다</translation>
    </message>
    <message>
        <source>See the data as points in the plane, as rows, or column by column</source>
        <translation>데이터를 평면의 점, 행, 또는 열별로 봅니다</translation>
    </message>
    <message>
        <source>Choose an example to see it beside what the model receives</source>
        <translation>예시를 고르면 모델이 받는 입력과 나란히 봅니다</translation>
    </message>
    <message>
        <source>Choose a row to see its values beside what the model receives</source>
        <translation>행을 고르면 값을 모델이 받는 입력과 나란히 봅니다</translation>
    </message>
    <message>
        <source>Each point is an example, in the colour of its class</source>
        <translation>점 하나가 예시이고, 색은 클래스입니다</translation>
    </message>
    <message>
        <source>Show only examples of a class, with a finding, or that were learnt in a certain way</source>
        <translation>한 클래스, 발견된 문제, 또는 배운 모습에 따라 예시를 거릅니다</translation>
    </message>
    <message>
        <source>What each column holds, and whether it is learnt from or predicted</source>
        <translation>열마다 무엇이 들었는지, 배우는 열인지 예측하는 열인지 보여 줍니다</translation>
    </message>
    <message>
        <source>How often each value of the column occurs</source>
        <translation>열의 값이 얼마나 자주 나오는지 보여 줍니다</translation>
    </message>
    <message>
        <source>Choose a point to see its values and its class</source>
        <translation>점을 고르면 값과 클래스를 봅니다</translation>
    </message>
    <message>
        <source>Draw the values by part of the data, or by what is predicted</source>
        <translation>데이터의 부분별로, 또는 예측할 값별로 그립니다</translation>
    </message>
    <message>
        <source>How the file is read: separator, encoding, header, decimal mark</source>
        <translation>파일을 읽는 방법: 구분자, 인코딩, 머리글, 소수점</translation>
    </message>
    <message>
        <source>How the model is defined: layers that you stack, a class of your own, or a published or built-in network</source>
        <translation>모델을 정하는 방법: 층 쌓기, 직접 만든 클래스, 발표된 신경망, 내장 신경망</translation>
    </message>
    <message>
        <source>Boxes in the order in which they compute, with the shape that comes out of each one</source>
        <translation>계산하는 순서대로 놓은 상자이며, 나오는 모양이 적혀 있습니다</translation>
    </message>
    <message>
        <source>Train this network; its arguments are fields of the recipe</source>
        <translation>이 신경망을 학습합니다. 인자는 레시피의 항목입니다</translation>
    </message>
    <message>
        <source>Open this network as a list of layers that you can change</source>
        <translation>이 신경망을 고칠 수 있는 층 목록으로 엽니다</translation>
    </message>
    <message>
        <source>Stages: which parameters are trained, from which epoch, and how fast</source>
        <translation>단계: 어느 파라미터를 어느 에포크부터 얼마나 빠르게 학습할지</translation>
    </message>
    <message>
        <source>Before Train: measure memory, time and a learning rate before you wait for a run</source>
        <translation>학습 전에: 실행을 기다리기 전에 메모리, 시간, 학습률을 잽니다</translation>
    </message>
    <message>
        <source>Open the current network as a list of layers that you can change</source>
        <translation>지금 신경망을 고칠 수 있는 층 목록으로 엽니다</translation>
    </message>
    <message>
        <source>Begin with the layers of a built-in network</source>
        <translation>내장 신경망의 층에서 시작합니다</translation>
    </message>
    <message>
        <source>Begin with a single layer and add others below it</source>
        <translation>층 하나에서 시작해 아래에 더합니다</translation>
    </message>
    <message>
        <source>The layers in the order in which they compute; what comes out of each one is on it</source>
        <translation>계산하는 순서대로 놓은 층입니다. 나오는 모양이 층마다 적혀 있습니다</translation>
    </message>
    <message>
        <source>Words in the name or the description of a layer</source>
        <translation>층의 이름이나 설명에 든 단어</translation>
    </message>
    <message>
        <source>Layers that PyTorch has; choose one to add it</source>
        <translation>PyTorch에 있는 층입니다. 골라서 추가합니다</translation>
    </message>
    <message>
        <source>Choose a file with an nn.Module; it runs only after you have agreed</source>
        <translation>nn.Module이 있는 파일을 고릅니다. 동의한 뒤에만 실행합니다</translation>
    </message>
    <message>
        <source>Begin a file of your own with this class</source>
        <translation>이 클래스로 내 파일을 시작합니다</translation>
    </message>
    <message>
        <source>Words in the name of a network, such as resnet</source>
        <translation>resnet처럼 신경망 이름에 든 단어</translation>
    </message>
    <message>
        <source>Published networks with their size and their accuracy on ImageNet</source>
        <translation>발표된 신경망과 그 크기, ImageNet 정확도</translation>
    </message>
    <message>
        <source>See the values as a picture, one picture for each channel, or as numbers</source>
        <translation>값을 이미지 하나로, 채널마다 이미지로, 또는 숫자로 봅니다</translation>
    </message>
    <message>
        <source>The numbers in the tensor, by their indices</source>
        <translation>텐서의 수를 인덱스별로 보여 줍니다</translation>
    </message>
    <message>
        <source>A line of code of the step, with the results of that phase below it</source>
        <translation>스텝의 코드 한 줄이며, 아래에 그 단계의 결과가 나옵니다</translation>
    </message>
    <message>
        <source>Another tensor of the same shape, to see the difference</source>
        <translation>차이를 볼, 모양이 같은 다른 텐서</translation>
    </message>
    <message>
        <source>Boxes are operations; backward goes from the loss to the parameters; scroll to zoom</source>
        <translation>상자는 연산입니다. backward는 손실에서 파라미터로 갑니다. 휠로 확대합니다</translation>
    </message>
    <message>
        <source>A strip for each layer over the batches of the run; point at it to read a value</source>
        <translation>실행의 배치에 걸친 층마다의 띠입니다. 가리키면 값을 읽습니다</translation>
    </message>
    <message>
        <source>Words in the name of a tensor, such as grad</source>
        <translation>grad처럼 텐서 이름에 든 단어</translation>
    </message>
    <message>
        <source>Everything that the step holds: batch, activations, loss, parameters and gradients</source>
        <translation>스텝이 가진 모든 것: 배치, 활성값, 손실, 파라미터, 기울기</translation>
    </message>
    <message>
        <source>A layer as it is now, its health over the run, or what happens if it is changed</source>
        <translation>층의 지금 모습, 실행 동안의 상태, 또는 바꾸면 어떻게 되는지</translation>
    </message>
    <message>
        <source>The modules of the model, with the shapes that go in and come out</source>
        <translation>모델의 모듈과, 들어가고 나오는 모양</translation>
    </message>
    <message>
        <source>What to plot for each layer: gradients, updates, activations, dead units</source>
        <translation>층마다 무엇을 그릴지: 기울기, 업데이트, 활성값, 죽은 유닛</translation>
    </message>
    <message>
        <source>All batches of the run, or the last ones</source>
        <translation>실행의 모든 배치, 또는 최근 배치</translation>
    </message>
    <message>
        <source>The part of the data that the example is from</source>
        <translation>예시를 가져올 데이터의 부분</translation>
    </message>
    <message>
        <source>Examples whose answer can be explained; choose one</source>
        <translation>답을 설명할 수 있는 예시입니다. 하나를 고르세요</translation>
    </message>
    <message>
        <source>The method that finds which parts of the input support the answer</source>
        <translation>입력에서 답을 뒷받침하는 부분을 찾는 방법</translation>
    </message>
    <message>
        <source>Which parts of the input support the answer, by each method</source>
        <translation>방법마다 입력의 어느 부분이 답을 뒷받침하는지 보여 줍니다</translation>
    </message>
    <message>
        <source>The layer whose units are looked at</source>
        <translation>유닛을 살펴볼 층</translation>
    </message>
    <message>
        <source>The units of the layer, and how strongly each responds to this example</source>
        <translation>층의 유닛과, 저마다 이 예시에 반응하는 정도</translation>
    </message>
    <message>
        <source>Compare the graphs, the weights, or the outputs of the layers</source>
        <translation>그래프, 가중치, 또는 층의 출력을 비교합니다</translation>
    </message>
    <message>
        <source>How alike both models&apos; layers respond to the same example</source>
        <translation>두 모델의 층이 같은 예시에 얼마나 비슷하게 반응하는지</translation>
    </message>
    <message>
        <source>How far apart the weights of both models are</source>
        <translation>두 모델의 가중치가 얼마나 다른지</translation>
    </message>
    <message>
        <source>The operations of this model; what the other one does not have is marked</source>
        <translation>이 모델의 연산입니다. 다른 모델에 없는 것은 표시됩니다</translation>
    </message>
    <message>
        <source>What was evaluated, and its result; links lead to tensors and modules</source>
        <translation>실행한 것과 그 결과입니다. 링크는 텐서와 모듈로 갑니다</translation>
    </message>
    <message>
        <source>Python on the objects of the run; Enter evaluates, Up and Down bring back what you typed</source>
        <translation>실행의 객체로 Python을 씁니다. Enter로 실행하고, 위아래로 전에 입력한 것을 불러옵니다</translation>
    </message>
    <message>
        <source>What the weights are multiplied by; 1 leaves them as they are</source>
        <translation>가중치에 곱할 수입니다. 1이면 그대로입니다</translation>
    </message>
    <message>
        <source>How strong the noise is, as a share of the weights&apos; standard deviation</source>
        <translation>잡음의 세기입니다. 가중치 표준편차에 대한 비율입니다</translation>
    </message>
    <message>
        <source>How far each step goes</source>
        <translation>한 번에 얼마나 나아갈지</translation>
    </message>
    <message>
        <source>Watchpoints: conditions at which the run pauses by itself</source>
        <translation>감시점: 실행을 자동으로 일시정지하는 조건</translation>
    </message>
    <message>
        <source>Every run; tick some to lay them under the curves, choose several to compare them</source>
        <translation>모든 실행입니다. 체크하면 곡선에 겹치고, 여럿을 고르면 비교합니다</translation>
    </message>
    <message>
        <source>Settings that differ first, then results; the best has a star</source>
        <translation>서로 다른 설정이 먼저, 그다음 결과입니다. 가장 좋은 것에 별표가 있습니다</translation>
    </message>
    <message>
        <source>Curves: the loss and the main metric of this run</source>
        <translation>곡선: 이 실행의 손실과 주 지표</translation>
    </message>
    <message>
        <source>Numbers: when and where the run took place, and its results</source>
        <translation>숫자: 언제 어디에서 실행했고 결과가 어떤지</translation>
    </message>
    <message>
        <source>Notes: your own text and tags, which the search finds</source>
        <translation>메모: 직접 쓴 글과 태그이며, 검색으로 찾을 수 있습니다</translation>
    </message>
    <message>
        <source>Recipe: everything that decided this run</source>
        <translation>레시피: 이 실행을 결정한 모든 것</translation>
    </message>
    <message>
        <source>The recipe as it is on disk, to read and to copy from</source>
        <translation>디스크에 있는 그대로의 레시피입니다. 읽고 복사할 수 있습니다</translation>
    </message>
    <message>
        <source>The names in the file with shape, type and range of each tensor</source>
        <translation>파일에 든 이름과 텐서의 모양, 자료형, 범위</translation>
    </message>
    <message>
        <source>What fits the model; tick what is to be loaded</source>
        <translation>모델에 맞는 것입니다. 불러올 것에 체크하세요</translation>
    </message>
    <message>
        <source>The tensors of both files, and how far apart they are</source>
        <translation>두 파일의 텐서와, 서로 얼마나 다른지</translation>
    </message>
    <message>
        <source>Close this window (Esc)</source>
        <translation>이 창 닫기 (Esc)</translation>
    </message>
    <message>
        <source>How many epochs the run is to have in all, those that are trained included</source>
        <translation>이미 학습한 에포크를 포함해 실행이 모두 몇 에포크를 학습할지 정합니다</translation>
    </message>
    <message>
        <source>The batch with which the exported replay begins</source>
        <translation>내보낼 재생이 시작하는 배치</translation>
    </message>
    <message>
        <source>The batch with which the exported replay ends</source>
        <translation>내보낼 재생이 끝나는 배치</translation>
    </message>
    <message>
        <source>How long the exported replay is to last; batches are shown faster or slower for it</source>
        <translation>내보낼 재생의 길이. 이에 맞춰 배치를 더 빠르거나 느리게 보여 줍니다</translation>
    </message>
    <message>
        <source>Choose a file, and write the replay to it</source>
        <translation>파일을 골라 재생을 저장합니다</translation>
    </message>
    <message>
        <source>Write nothing (Esc)</source>
        <translation>아무것도 저장하지 않습니다 (Esc)</translation>
    </message>
    <message>
        <source>What these examples really are; type to find a class</source>
        <translation>이 예시의 올바른 레이블. 입력하면 클래스를 찾습니다</translation>
    </message>
    <message>
        <source>Leave the labels as they are (Esc)</source>
        <translation>레이블을 그대로 둡니다 (Esc)</translation>
    </message>
    <message>
        <source>Give the examples this label; it is used from the next run on, and can be undone</source>
        <translation>예시에 이 레이블을 붙입니다. 다음 실행부터 쓰이며, 실행 취소할 수 있습니다</translation>
    </message>
    <message>
        <source>Whether you are told of this, and how: on the desktop, by a sound, or through the webhook</source>
        <translation>이 일을 데스크톱 알림, 소리, 웹훅 가운데 무엇으로 알릴지 정합니다</translation>
    </message>
    <message>
        <source>Try now whether this way reaches you</source>
        <translation>이 방법으로 알림이 오는지 지금 시험합니다</translation>
    </message>
    <message>
        <source>Leave everything as it was (Esc)</source>
        <translation>모두 그대로 둡니다 (Esc)</translation>
    </message>
    <message>
        <source>Keep what is chosen here for all runs</source>
        <translation>여기서 고른 설정을 모든 실행에 씁니다</translation>
    </message>
    <message>
        <source>The files that would be run: yours, and those that it imports from its folder</source>
        <translation>실행될 파일: 고른 파일과 그 폴더에서 import하는 파일</translation>
    </message>
    <message>
        <source>What the file says; read it before you let it run</source>
        <translation>파일의 내용. 실행을 허용하기 전에 읽어 보세요</translation>
    </message>
    <message>
        <source>Each tensor of the model and of the file, and whether they fit; what does not fit comes first</source>
        <translation>모델과 파일의 텐서마다 서로 맞는지 보여 줍니다. 맞지 않는 것이 먼저 나옵니다</translation>
    </message>
    <message>
        <source>Which tensors are listed</source>
        <translation>목록에 보일 텐서</translation>
    </message>
    <message>
        <source>What the model answers for the same unseen examples, as it trains</source>
        <translation>학습에 쓰지 않은 같은 예시에 모델이 무엇이라고 답하는지</translation>
    </message>
    <message>
        <source>Which classes get mixed up</source>
        <translation>어떤 클래스가 서로 헷갈리는지</translation>
    </message>
    <message>
        <source>How well each class is recognised, and how far to trust a confidence</source>
        <translation>클래스마다 얼마나 잘 알아보는지, 확신을 얼마나 믿을 수 있는지</translation>
    </message>
    <message>
        <source>The probability from which the answer is yes, and what that costs</source>
        <translation>확률이 얼마 이상이면 예로 볼지, 그 대가가 무엇인지</translation>
    </message>
    <message>
        <source>Predicted values against the true ones</source>
        <translation>실제 값에 대한 예측 값</translation>
    </message>
    <message>
        <source>By how much each answer is wrong</source>
        <translation>답마다 얼마나 틀렸는지</translation>
    </message>
    <message>
        <source>What the model answers everywhere, not only at the examples</source>
        <translation>예시가 있는 곳만이 아니라 모든 곳에서의 모델의 답</translation>
    </message>
    <message>
        <source>Ask the model about a drawing, values or files of your own</source>
        <translation>이미지, 값, 내 파일에 대해 모델에게 물어봅니다</translation>
    </message>
    <message>
        <source>The paused step, beside the curves</source>
        <translation>곡선 옆에서 보는, 일시정지한 스텝</translation>
    </message>
    <message>
        <source>Every array of numbers in the step, with its gradient</source>
        <translation>스텝의 모든 수 배열과 그 기울기</translation>
    </message>
    <message>
        <source>The operations that backward goes through to find the gradients</source>
        <translation>backward가 기울기를 구하려고 지나는 연산</translation>
    </message>
    <message>
        <source>The layers of the model: shapes, times, health, and changes by hand</source>
        <translation>모델의 층: 모양, 시간, 상태, 손으로 바꾸기</translation>
    </message>
    <message>
        <source>Which parts of an input support the model&apos;s answer</source>
        <translation>입력의 어느 부분이 모델의 답을 뒷받침하는지</translation>
    </message>
    <message>
        <source>Two models side by side: graphs, weights and activations</source>
        <translation>두 모델 나란히: 그래프, 가중치, 활성값</translation>
    </message>
    <message>
        <source>Python on the objects of the run</source>
        <translation>실행의 객체로 쓰는 Python</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Pausing…</source>
        <translation>일시정지 중…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>중지 중…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Training Studio</source>
        <translation>Training Studio</translation>
    </message>
    <message>
        <source>presenting · F9</source>
        <translation>발표 중 · F9</translation>
    </message>
    <message>
        <source>Presenter mode is on. Press F9 to leave it.</source>
        <translation>발표 모드입니다. F9를 누르면 끝납니다.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>한 단계</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>End the run and choose which weights to keep</source>
        <translation>실행을 끝내고 남길 가중치를 고릅니다</translation>
    </message>
    <message>
        <source>Menu: files, look, language, help</source>
        <translation>메뉴: 파일, 모양, 언어, 도움말</translation>
    </message>
    <message>
        <source>Start from a recipe that comes with the studio (Alt+P)</source>
        <translation>스튜디오에 들어 있는 레시피로 시작합니다 (Alt+P)</translation>
    </message>
    <message>
        <source>Where the model is trained (Alt+D)</source>
        <translation>모델을 학습할 장치 (Alt+D)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>프리셋</translation>
    </message>
    <message>
        <source>Train is off because of a value in the recipe: {reason}</source>
        <translation>레시피 값 때문에 학습할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>Auto · {device}</source>
        <translation>자동 · {device}</translation>
    </message>
    <message>
        <source>Auto: the fastest there is</source>
        <translation>자동: 가장 빠른 장치</translation>
    </message>
    <message>
        <source>Advance by one phase, batch or epoch, then pause</source>
        <translation>단계, 배치, 에포크 하나만큼 진행하고 일시정지합니다</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>내 레시피</translation>
    </message>
</context>
<context>
    <name>TorchvisionPart</name>
    <message>
        <source>Networks of torchvision</source>
        <translation>torchvision 네트워크</translation>
    </message>
    <message>
        <source>Search networks</source>
        <translation>네트워크 검색</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Changed for your data</source>
        <translation>데이터에 맞춰 바꾼 것</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Reading what torchvision has…</source>
        <translation>torchvision의 목록을 읽는 중…</translation>
    </message>
    <message>
        <source>The table is of the network as it was published, for the 1,000 classes of ImageNet.</source>
        <translation>표의 값은 공개된 원래 신경망(ImageNet 1,000개 클래스용)의 것입니다.</translation>
    </message>
    <message>
        <source>Told as soon as the data and the model are prepared.</source>
        <translation>데이터와 모델이 준비되면 알려 드립니다.</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Predictions</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>혼동</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>산점도</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>보정</translation>
    </message>
    <message>
        <source>What is shown of the classes</source>
        <translation>클래스에 대해 보여 주는 것</translation>
    </message>
    <message>
        <source>What the model does</source>
        <translation>모델이 하는 일</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Panel that is shown</source>
        <translation>표시할 패널</translation>
    </message>
    <message>
        <source>There is not room for all panels: choose which one to see</source>
        <translation>모든 패널을 놓을 자리가 없습니다. 볼 패널을 고르세요</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞추는 방법</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>곡면</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>경계</translation>
    </message>
</context>
<context>
    <name>TrainedWeightsDialog</name>
    <message>
        <source>Train</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>The model holds weights loaded from {source}.</source>
        <translation>모델에 {source}에서 불러온 가중치가 있습니다.</translation>
    </message>
    <message>
        <source>Training can start from these weights, or from random ones drawn with the recipe&apos;s seed. The file is not changed.</source>
        <translation>이 가중치에서 시작하거나, 레시피의 시드로 만든 무작위 가중치에서 시작할 수 있습니다. 파일은 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Do not train now</source>
        <translation>지금은 학습하지 않습니다</translation>
    </message>
    <message>
        <source>Start fresh</source>
        <translation>새로 시작</translation>
    </message>
    <message>
        <source>Train from random weights, which replace the loaded ones</source>
        <translation>불러온 가중치 대신 무작위 가중치에서 학습합니다</translation>
    </message>
    <message>
        <source>Start from these weights</source>
        <translation>이 가중치에서 시작</translation>
    </message>
    <message>
        <source>Train the weights that are in the model</source>
        <translation>모델에 있는 가중치를 학습합니다</translation>
    </message>
</context>
<context>
    <name>TrashNotices</name>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Delete “{name}”</source>
        <translation>“{name}” 삭제</translation>
    </message>
    <message>
        <source>“{name}” is in the trash.</source>
        <translation>“{name}”을(를) 휴지통으로 옮겼습니다.</translation>
    </message>
    <message>
        <source>Restored “{name}”.</source>
        <translation>“{name}”을(를) 복원했습니다.</translation>
    </message>
</context>
<context>
    <name>TrialPanel</name>
    <message>
        <source>Dry run</source>
        <translation>시험 실행</translation>
    </message>
    <message>
        <source>Called with</source>
        <translation>생성자 인자</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>발견된 문제</translation>
    </message>
    <message>
        <source>Forward as far as it got</source>
        <translation>순전파가 진행된 곳까지</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>측정값</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>출력된 내용</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>학습되는 파라미터</translation>
    </message>
    <message>
        <source>Output of an example</source>
        <translation>데이터 하나의 출력</translation>
    </message>
    <message>
        <source>Without gradient</source>
        <translation>기울기가 없는 파라미터</translation>
    </message>
    <message>
        <source>Save the file, and it is tried.</source>
        <translation>파일을 저장하면 시험 실행합니다.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>There are unsaved changes. Saving tries them (Ctrl+S).</source>
        <translation>저장하지 않은 변경이 있습니다. 저장하면 시험 실행합니다 (Ctrl+S).</translation>
    </message>
    <message>
        <source>Nothing of it runs until you agree: it is new here, or was changed elsewhere.</source>
        <translation>새 파일이거나 다른 곳에서 바뀐 파일이므로, 동의하기 전에는 실행되지 않습니다.</translation>
    </message>
    <message>
        <source>Run it…</source>
        <translation>실행…</translation>
    </message>
    <message>
        <source>The recipe trains another model.</source>
        <translation>레시피는 다른 모델을 학습합니다.</translation>
    </message>
    <message>
        <source>Train this class</source>
        <translation>이 클래스로 학습</translation>
    </message>
    <message>
        <source>{name} is gone. Saving writes it again.</source>
        <translation>{name} 파일이 없어졌습니다. 저장하면 다시 만듭니다.</translation>
    </message>
    <message>
        <source>Trying it on a batch…</source>
        <translation>배치 하나로 시험 실행하는 중…</translation>
    </message>
    <message>
        <source>It cannot be trained yet.</source>
        <translation>아직 학습할 수 없습니다.</translation>
    </message>
    <message>
        <source>It can be trained. Look at the warnings first.</source>
        <translation>학습할 수 있습니다. 먼저 경고를 확인하세요.</translation>
    </message>
    <message>
        <source>It can be trained.</source>
        <translation>학습할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Run a Python file</source>
        <translation>Python 파일 실행</translation>
    </message>
    <message>
        <source>Run {name}?</source>
        <translation>{name}을(를) 실행할까요?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Run nothing of this file</source>
        <translation>이 파일의 코드를 실행하지 않습니다</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Agree to run this content of the file, now and later</source>
        <translation>파일의 지금 내용을 이번에도 나중에도 실행하도록 허용합니다</translation>
    </message>
    <message>
        <source>It has not run here before: {path}.</source>
        <translation>여기서 실행한 적이 없는 파일입니다: {path}.</translation>
    </message>
    <message>
        <source>It has changed since you agreed to run it: {path}.</source>
        <translation>실행을 허용한 뒤에 바뀐 파일입니다: {path}.</translation>
    </message>
    <message>
        <source>It is a program and can do whatever you can: read, change and delete files, and use the network. Run only what you have written or looked through. It is first tried in a process of its own, and you are asked again when it changes, unless you change it in the editor of this window: saving there agrees to what you typed.</source>
        <translation>이 파일은 프로그램이므로 사용자가 할 수 있는 일은 무엇이든 할 수 있습니다. 파일을 읽고 바꾸고 지우며 네트워크도 쓸 수 있습니다. 직접 작성했거나 내용을 확인한 파일만 실행하세요. 먼저 별도 프로세스에서 시험 실행하고, 파일이 바뀌면 다시 묻습니다. 이 창의 편집기에서 바꾸고 저장하면 입력한 내용에 동의한 것으로 봅니다.</translation>
    </message>
</context>
<context>
    <name>TryView</name>
    <message>
        <source>Draw</source>
        <translation>그리기</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>What the model is tried on</source>
        <translation>모델을 시험할 대상</translation>
    </message>
    <message>
        <source>Try the model</source>
        <translation>모델 시험하기</translation>
    </message>
    <message>
        <source>Once the data is read, you can draw here, set values, or drop files, and see what it answers.</source>
        <translation>데이터를 읽고 나면 여기에 그리거나 값을 정하거나 파일을 놓고 모델의 답을 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>TwoGraphs</name>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>How deep modules are expanded</source>
        <translation>모듈을 펼치는 깊이</translation>
    </message>
    <message>
        <source>Show weights</source>
        <translation>가중치 보기</translation>
    </message>
    <message>
        <source>Show the weights of the selected layer in both models</source>
        <translation>선택한 층의 가중치를 두 모델에서 봅니다</translation>
    </message>
    <message>
        <source>Show activation</source>
        <translation>활성값 보기</translation>
    </message>
    <message>
        <source>Show the output of the selected layer in both models</source>
        <translation>선택한 층의 출력을 두 모델에서 봅니다</translation>
    </message>
    <message>
        <source>Show both graphs whole (0)</source>
        <translation>두 그래프 전체 보기 (0)</translation>
    </message>
    <message>
        <source>Save both graphs side by side as SVG or PNG…</source>
        <translation>두 그래프를 나란히 SVG 또는 PNG로 저장…</translation>
    </message>
    <message>
        <source>Graph of model 1</source>
        <translation>모델 1의 그래프</translation>
    </message>
    <message>
        <source>Graph of model 2</source>
        <translation>모델 2의 그래프</translation>
    </message>
    <message>
        <source>The band under a box shows how far its weights differ. Click a box for details; double-click to expand it.</source>
        <translation>상자 아래의 띠는 가중치의 차이를 나타냅니다. 상자를 클릭하면 자세한 내용이 표시되고, 두 번 클릭하면 펼쳐집니다.</translation>
    </message>
    <message>
        <source>Its outputs differ: {distance}</source>
        <translation>출력의 차이: {distance}</translation>
    </message>
</context>
<context>
    <name>UndoFlow</name>
    <message>
        <source>Undo: {edit}</source>
        <translation>되돌리기: {edit}</translation>
    </message>
    <message>
        <source>Redo: {edit}</source>
        <translation>다시 적용: {edit}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 적용</translation>
    </message>
</context>
<context>
    <name>UnitExplorer</name>
    <message>
        <source>Output of the layer</source>
        <translation>층의 출력</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>층</translation>
    </message>
    <message>
        <source>The activation map of each unit</source>
        <translation>각 유닛의 활성값 맵</translation>
    </message>
    <message>
        <source>The value of each unit</source>
        <translation>각 유닛의 값</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>유닛</translation>
    </message>
    <message>
        <source>The number of the unit, counted from 0; you can also click the unit</source>
        <translation>유닛의 번호(0부터). 유닛을 클릭해 고를 수도 있습니다</translation>
    </message>
    <message>
        <source>Find what activates it most</source>
        <translation>가장 크게 반응하는 예시 찾기</translation>
    </message>
    <message>
        <source>Find the examples for which this unit has the largest and the smallest values</source>
        <translation>이 유닛의 값이 가장 큰 예시와 가장 작은 예시를 찾습니다</translation>
    </message>
    <message>
        <source>The true answer and the value of the unit; click to explain this example</source>
        <translation>정답과 유닛의 값입니다. 클릭하면 이 예시를 설명합니다</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>가장 큰 값</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>가장 작은 값</translation>
    </message>
    <message>
        <source>Unit {unit} of {layer}, in {seen} of {of} test examples.</source>
        <translation>{layer}의 유닛 {unit}, 테스트 예시 {of}개 중 {seen}개에서 찾았습니다.</translation>
    </message>
    <message>
        <source>Unit {unit} of {layer}, in {seen} of {of} training examples.</source>
        <translation>{layer}의 유닛 {unit}, 학습 예시 {of}개 중 {seen}개에서 찾았습니다.</translation>
    </message>
    <message>
        <source>It is {value} in each of them. It does not vary, so no example activates it more than another.</source>
        <translation>모든 예시에서 값이 {value}(으)로 같아서 특별히 크게 반응하는 예시가 없습니다.</translation>
    </message>
    <message>
        <source>Its mean is {mean}; it is above zero in {share} of them.</source>
        <translation>평균은 {mean}이고, 그중 {share}에서 0보다 큽니다.</translation>
    </message>
    <message>
        <source>{shown} of {count} units</source>
        <translation>유닛 {count}개 중 {shown}개</translation>
    </message>
    <message>
        <source>unit {unit}: {value}</source>
        <translation>유닛 {unit}: {value}</translation>
    </message>
    <message>
        <source>unit {unit}: {low} to {high}</source>
        <translation>유닛 {unit}: {low} ~ {high}</translation>
    </message>
</context>
<context>
    <name>UnsavedCodeDialog</name>
    <message>
        <source>Unsaved changes</source>
        <translation>저장하지 않은 변경</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>{name}의 변경 내용을 저장할까요?</translation>
    </message>
    <message>
        <source>What you have typed since the last time it was saved would be lost.</source>
        <translation>마지막으로 저장한 뒤에 입력한 내용이 사라집니다.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>저장 안 함</translation>
    </message>
    <message>
        <source>Lose what was typed since the last time it was saved</source>
        <translation>마지막으로 저장한 뒤에 입력한 내용을 버립니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Go back to the file</source>
        <translation>파일로 돌아갑니다</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Write the file first</source>
        <translation>먼저 파일을 저장합니다</translation>
    </message>
</context>
<context>
    <name>ValuesView</name>
    <message>
        <source>{drawn} of {all} are drawn.</source>
        <translation>{all}개 중 {drawn}개를 그렸습니다.</translation>
    </message>
    <message>
        <source>Example {example}: predicted {predicted}, true {truth}.</source>
        <translation>예시 {example}: 예측 {predicted}, 정답 {truth}.</translation>
    </message>
    <message>
        <source>Predicted against true</source>
        <translation>예측값과 실제값</translation>
    </message>
    <message>
        <source>Residuals</source>
        <translation>잔차</translation>
    </message>
    <message>
        <source>Press on a point to see which example it is</source>
        <translation>점을 누르면 어떤 예시인지 보여 줍니다</translation>
    </message>
    <message>
        <source>predicted ↑ over true →: on the line every answer is exact</source>
        <translation>예측값 ↑, 실제값 →: 선 위에 있으면 정확한 답입니다</translation>
    </message>
    <message>
        <source>predicted minus true ↑ over predicted →: on the line every answer is exact</source>
        <translation>예측값 − 실제값 ↑, 예측값 →: 선 위에 있으면 정확한 답입니다</translation>
    </message>
    <message>
        <source>Largest errors first</source>
        <translation>오차가 큰 순서</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>예시</translation>
    </message>
    <message>
        <source>True</source>
        <translation>실제값</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>예측값</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오차</translation>
    </message>
    <message>
        <source>A point for each example appears here after the first epoch or after Test now in the menu, and those that are furthest off.</source>
        <translation>첫 에포크가 끝나거나 메뉴의 지금 테스트를 실행하면 예시마다 점 하나와 가장 크게 벗어난 예시가 여기에 나타납니다.</translation>
    </message>
</context>
<context>
    <name>VerifiedDialog</name>
    <message>
        <source>Verified</source>
        <translation>검증 완료</translation>
    </message>
    <message>
        <source>The numbers differ</source>
        <translation>수가 다릅니다</translation>
    </message>
    <message>
        <source>Replayed from {path}</source>
        <translation>재현에 쓴 스냅샷: {path}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>이 창을 닫습니다</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>training {metric}</source>
        <translation>학습 {metric}</translation>
    </message>
    <message>
        <source>validation {metric}</source>
        <translation>검증 {metric}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>기록값</translation>
    </message>
    <message>
        <source>Replayed</source>
        <translation>재현값</translation>
    </message>
    <message>
        <source>Verify run</source>
        <translation>실행 검증</translation>
    </message>
    <message>
        <source>Numbers that differ</source>
        <translation>다르게 나온 수</translation>
    </message>
</context>
<context>
    <name>WatchPanel</name>
    <message>
        <source>Watchpoints</source>
        <translation>감시점</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Pause the run the first time something happens</source>
        <translation>조건이 처음 충족되는 순간에 실행을 일시정지합니다</translation>
    </message>
    <message>
        <source>A watchpoint pauses the run the first time something happens, and shows the operation, layer, line and batch. Only what you watch is checked.</source>
        <translation>감시점은 조건이 처음 충족되는 순간에 실행을 일시정지하고, 그 연산, 층, 코드 줄, 배치를 보여 줍니다. 감시하는 항목만 검사합니다.</translation>
    </message>
    <message>
        <source>{on} of {all} on</source>
        <translation>{all}개 중 {on}개 켜짐</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>WatchRow</name>
    <message>
        <source>all ReLU layers</source>
        <translation>모든 ReLU 층</translation>
    </message>
    <message>
        <source>all parameters</source>
        <translation>모든 파라미터</translation>
    </message>
    <message>
        <source>Reached: {where}</source>
        <translation>도달: {where}</translation>
    </message>
    <message>
        <source>norm below</source>
        <translation>노름 하한</translation>
    </message>
    <message>
        <source>norm above</source>
        <translation>노름 상한</translation>
    </message>
    <message>
        <source>to</source>
        <translation>~</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Lower bound</source>
        <translation>하한</translation>
    </message>
    <message>
        <source>Upper bound</source>
        <translation>상한</translation>
    </message>
    <message>
        <source>How many in a row</source>
        <translation>연속 횟수</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>식</translation>
    </message>
    <message>
        <source>What is watched</source>
        <translation>감시 대상</translation>
    </message>
    <message>
        <source>Remove this watchpoint</source>
        <translation>이 감시점 제거</translation>
    </message>
</context>
<context>
    <name>Watchpoints</name>
    <message>
        <source>A value is not finite</source>
        <translation>유한하지 않은 값</translation>
    </message>
    <message>
        <source>A gradient vanishes</source>
        <translation>기울기 소실</translation>
    </message>
    <message>
        <source>A gradient explodes</source>
        <translation>기울기 폭발</translation>
    </message>
    <message>
        <source>A unit is dead</source>
        <translation>죽은 유닛</translation>
    </message>
    <message>
        <source>A weight does not change</source>
        <translation>변하지 않는 가중치</translation>
    </message>
    <message>
        <source>An update leaves its range</source>
        <translation>범위를 벗어난 갱신</translation>
    </message>
    <message>
        <source>An expression is true</source>
        <translation>참이 된 식</translation>
    </message>
    <message>
        <source>The loss, a prediction, a gradient or a weight is NaN or infinite; the run pauses where that started</source>
        <translation>손실, 예측, 기울기 또는 가중치가 NaN이거나 무한대입니다. 처음 생긴 곳에서 일시정지합니다</translation>
    </message>
    <message>
        <source>The norm of a parameter&apos;s gradient is below a bound</source>
        <translation>파라미터 기울기의 노름이 한계보다 작습니다</translation>
    </message>
    <message>
        <source>The norm of a parameter&apos;s gradient is above a bound</source>
        <translation>파라미터 기울기의 노름이 한계보다 큽니다</translation>
    </message>
    <message>
        <source>A unit or channel outputs only 0 for several batches in a row</source>
        <translation>유닛이나 채널이 여러 배치 연속으로 0만 출력합니다</translation>
    </message>
    <message>
        <source>A parameter stays the same for several steps in a row</source>
        <translation>파라미터가 여러 스텝 연속으로 변하지 않습니다</translation>
    </message>
    <message>
        <source>A step changes a parameter by less or more than this share of its norm</source>
        <translation>한 스텝의 변화량이 파라미터 노름 대비 이 범위를 벗어납니다</translation>
    </message>
    <message>
        <source>A Python expression with the console&apos;s names, evaluated after each phase</source>
        <translation>콘솔의 변수를 쓰는 Python 식입니다. 각 단계가 끝날 때마다 평가합니다</translation>
    </message>
    <message>
        <source>Epoch {epoch}, batch {batch}</source>
        <translation>에포크 {epoch}, 배치 {batch}</translation>
    </message>
    <message>
        <source>before {phase}</source>
        <translation>{phase} 전</translation>
    </message>
    <message>
        <source>after the step</source>
        <translation>step 후</translation>
    </message>
    <message>
        <source>{what} in {module}</source>
        <translation>{module}의 {what}</translation>
    </message>
    <message>
        <source>{file}, line {line}: {code}</source>
        <translation>{file} {line}행: {code}</translation>
    </message>
</context>
<context>
    <name>WeightDetail</name>
    <message>
        <source>One weight, step by step. Choose its parameter, and its place in it:</source>
        <translation>가중치 하나를 차례로 따라갑니다. 파라미터와 그 안의 위치를 고르세요:</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Index in the parameter</source>
        <translation>파라미터 안의 위치</translation>
    </message>
    <message>
        <source>The indices of the element, as in 3, 17. Enter follows it.</source>
        <translation>원소의 인덱스를 3, 17처럼 적습니다. Enter를 누르면 그 원소를 따라갑니다.</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>after</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>Not valid indices. Write them like this: 3, 17.</source>
        <translation>인덱스가 아닙니다. 3, 17처럼 적으세요.</translation>
    </message>
</context>
<context>
    <name>WeightsChoice</name>
    <message>
        <source>Pretrained weights</source>
        <translation>사전 학습된 가중치</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>다운로드</translation>
    </message>
    <message>
        <source>Download these weights to begin from them</source>
        <translation>이 가중치에서 시작하려면 다운로드</translation>
    </message>
    <message>
        <source>Train from scratch</source>
        <translation>처음부터 학습</translation>
    </message>
    <message>
        <source>Download nothing: initialize all weights from the seed</source>
        <translation>내려받지 않고 모든 가중치를 시드로 초기화합니다</translation>
    </message>
    <message>
        <source>None: train from scratch</source>
        <translation>없음: 처음부터 학습</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>파일…</translation>
    </message>
    <message>
        <source>{path} does not exist. Choose another file.</source>
        <translation>{path}이(가) 없습니다. 다른 파일을 고르세요.</translation>
    </message>
    <message>
        <source>A file of this name is taken from there too, or choose any file.</source>
        <translation>이 이름의 파일을 그 폴더에 넣어 두어도 되고, 아무 파일이나 골라도 됩니다.</translation>
    </message>
    <message>
        <source>{file} is on this computer.</source>
        <translation>{file}이(가) 이 컴퓨터에 있습니다.</translation>
    </message>
    <message>
        <source>All weights are drawn from the seed.</source>
        <translation>모든 가중치를 시드로 초기화합니다.</translation>
    </message>
    <message>
        <source>Weights to begin from</source>
        <translation>시작할 가중치</translation>
    </message>
</context>
<context>
    <name>WeightsFitDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Rename keys…</source>
        <translation>키 이름 바꾸기…</translation>
    </message>
    <message>
        <source>{name} does not fit the model</source>
        <translation>모델에 맞지 않음: {name}</translation>
    </message>
    <message>
        <source>{verdict} {count}</source>
        <translation>{verdict} {count}</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>누락</translation>
    </message>
    <message>
        <source>unexpected</source>
        <translation>예상 밖</translation>
    </message>
    <message>
        <source>shape differs</source>
        <translation>모양 다름</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>맞음</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>In the model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>{fits} of the model&apos;s {model} tensors fit. Missing in the file: {missing}. Different shape: {shape}. Only in the file: {unexpected}. Nothing was changed.</source>
        <translation>모델의 텐서 {model}개 중 {fits}개가 맞습니다. 파일에 없음: {missing}. 모양 다름: {shape}. 파일에만 있음: {unexpected}. 아무것도 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>Load weights</source>
        <translation>가중치 불러오기</translation>
    </message>
    <message>
        <source>Load only what fits ({fits} of {model})</source>
        <translation>맞는 것만 불러오기 ({fits}/{model})</translation>
    </message>
    <message>
        <source>Copy the tensors that fit; the others of the model stay as they are</source>
        <translation>맞는 텐서만 복사하고 모델의 나머지는 그대로 둡니다</translation>
    </message>
    <message>
        <source>No tensor of the file fits this model</source>
        <translation>이 모델에 맞는 텐서가 파일에 없습니다</translation>
    </message>
    <message>
        <source>Change the names in the file on the Weights page until they fit</source>
        <translation>가중치 페이지에서 파일의 이름을 모델에 맞게 바꿉니다</translation>
    </message>
    <message>
        <source>Load nothing; the model stays as it is</source>
        <translation>불러오지 않고 모델을 그대로 둡니다</translation>
    </message>
    <message>
        <source>Which keys are shown</source>
        <translation>표시할 키</translation>
    </message>
    <message>
        <source>Keys of the file and of the model</source>
        <translation>파일과 모델의 키</translation>
    </message>
</context>
<context>
    <name>WeightsView</name>
    <message>
        <source>Back to the file (Esc)</source>
        <translation>파일로 돌아가기 (Esc)</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open a weights file ({suffixes}), or a snapshot of a run</source>
        <translation>가중치 파일({suffixes}) 또는 실행의 스냅샷 열기</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>비교…</translation>
    </message>
    <message>
        <source>Load into the model…</source>
        <translation>모델로 불러오기…</translation>
    </message>
    <message>
        <source>Choose what of this file goes into the present model</source>
        <translation>이 파일에서 현재 모델로 불러올 것을 고릅니다</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>키 거르기</translation>
    </message>
    <message>
        <source>Show only keys that hold this text</source>
        <translation>이 글자가 있는 키만 봅니다</translation>
    </message>
    <message>
        <source>Show only keys that hold this text (Ctrl+F)</source>
        <translation>이 글자가 있는 키만 봅니다 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Compare with another file, key by key</source>
        <translation>이 파일을 다른 파일과 키마다 비교합니다</translation>
    </message>
    <message>
        <source>Inspect a weights file</source>
        <translation>가중치 파일의 안을 봅니다</translation>
    </message>
    <message>
        <source>Open or drop a weights file ({suffixes}), or a snapshot of a run. Its tensors appear here with shape, type, range and histogram. Nothing in the file is executed.</source>
        <translation>가중치 파일({suffixes})이나 실행의 스냅샷을 열거나 끌어다 놓으세요. 텐서의 모양, 자료형, 범위, 히스토그램이 나타납니다. 파일 안의 어떤 것도 실행되지 않습니다.</translation>
    </message>
    <message>
        <source>Open weights to look inside</source>
        <translation>안을 볼 가중치 열기</translation>
    </message>
    <message>
        <source>Compare with another file</source>
        <translation>다른 파일과 비교</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>No file is open</source>
        <translation>열린 파일이 없습니다</translation>
    </message>
    <message>
        <source>saved from {devices}</source>
        <translation>{devices}에서 저장</translation>
    </message>
</context>
<context>
    <name>WhyOff</name>
    <message>
        <source>A replay is shown. Close it first.</source>
        <translation>재생이 열려 있습니다. 먼저 닫으세요.</translation>
    </message>
    <message>
        <source>No run is under way.</source>
        <translation>진행 중인 실행이 없습니다.</translation>
    </message>
    <message>
        <source>A run is under way. Stop it first.</source>
        <translation>실행이 진행 중입니다. 먼저 중지하세요.</translation>
    </message>
    <message>
        <source>The model is training. Pause it first.</source>
        <translation>모델을 학습하고 있습니다. 먼저 일시정지하세요.</translation>
    </message>
    <message>
        <source>The data and the model are not ready yet.</source>
        <translation>데이터와 모델이 아직 준비되지 않았습니다.</translation>
    </message>
    <message>
        <source>A value in the recipe is wrong: {reason}</source>
        <translation>레시피에 잘못된 값이 있습니다: {reason}</translation>
    </message>
    <message>
        <source>There is no run with a snapshot to resume from. Train, or open one.</source>
        <translation>재개할 스냅샷이 있는 실행이 없습니다. 학습하거나 실행을 여세요.</translation>
    </message>
    <message>
        <source>The engine is busy. Wait a moment.</source>
        <translation>엔진이 다른 작업을 하고 있습니다. 잠시 기다리세요.</translation>
    </message>
    <message>
        <source>Only in presenter mode (F9).</source>
        <translation>발표 모드(F9)에서만 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>There is nothing to undo on this page.</source>
        <translation>이 페이지에는 되돌릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>There is nothing to redo on this page.</source>
        <translation>이 페이지에는 다시 적용할 것이 없습니다.</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Edit as layers</source>
        <translation>층으로 편집</translation>
    </message>
</context>
<context>
    <name>_Entry</name>
    <message>
        <source>Show {name}</source>
        <translation>{name} 표시</translation>
    </message>
    <message>
        <source>Show or hide the curves of {name}</source>
        <translation>{name}의 곡선을 표시하거나 숨깁니다</translation>
    </message>
    <message>
        <source>Take {name} out of the curves</source>
        <translation>{name}: 곡선에서 빼기</translation>
    </message>
</context>
<context>
    <name>_Film</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Capturing the replay…</source>
        <translation>재생 화면을 캡처하는 중…</translation>
    </message>
    <message>
        <source>Export the replay</source>
        <translation>재생 내보내기</translation>
    </message>
</context>
<context>
    <name>_RowModel</name>
    <message>
        <source>A click sorts: rising, falling, not at all. So do Alt+Up and Alt+Down in the column.</source>
        <translation>클릭하면 오름차순, 내림차순, 원래 순서로 바뀝니다. 열에서 Alt+위쪽, Alt+아래쪽 키로도 정렬할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>1 correction</source>
        <translation>수정 1개</translation>
    </message>
    <message>
        <source>1 counts a missing margin as it is, 2 squared.</source>
        <translation>1은 모자란 마진을 그대로, 2는 제곱하여 셉니다.</translation>
    </message>
    <message>
        <source>1 point added</source>
        <translation>점 1개 추가</translation>
    </message>
    <message>
        <source>1 point removed</source>
        <translation>점 1개 제거</translation>
    </message>
    <message>
        <source>1,797 grey pictures of written digits, 8 × 8.</source>
        <translation>손글씨 숫자의 흑백 이미지 1,797장, 8 × 8.</translation>
    </message>
    <message>
        <source>131,600 grey pictures of 47 handwritten digits and letters, 28 × 28; 560 MB.</source>
        <translation>손글씨 숫자와 글자 47종의 흑백 이미지 131,600장, 28 × 28, 560 MB.</translation>
    </message>
    <message>
        <source>150 flowers of three kinds, by four lengths.</source>
        <translation>세 종류의 꽃 150송이를 네 가지 길이로 구분합니다.</translation>
    </message>
    <message>
        <source>178 wines of three growers, by 13 measurements.</source>
        <translation>세 생산자의 와인 178종을 측정값 13개로 구분합니다.</translation>
    </message>
    <message>
        <source>442 patients, by ten measurements; the progression of the disease is a number.</source>
        <translation>환자 442명의 측정값 10개. 병의 진행 정도를 숫자로 예측합니다.</translation>
    </message>
    <message>
        <source>569 tumours, malignant or benign, by 30 measurements.</source>
        <translation>종양 569개를 측정값 30개로 악성과 양성으로 구분합니다.</translation>
    </message>
    <message>
        <source>60,000 colour pictures of a hundred kinds of things, 32 × 32; 169 MB.</source>
        <translation>사물 100종의 컬러 이미지 60,000장, 32 × 32, 169 MB.</translation>
    </message>
    <message>
        <source>60,000 colour pictures of ten animals and vehicles, 32 × 32; 170 MB.</source>
        <translation>동물과 탈것 10종의 컬러 이미지 60,000장, 32 × 32, 170 MB.</translation>
    </message>
    <message>
        <source>70,000 grey pictures of handwritten digits, 28 × 28; 11 MB.</source>
        <translation>손글씨 숫자의 흑백 이미지 70,000장, 28 × 28, 11 MB.</translation>
    </message>
    <message>
        <source>70,000 grey pictures of ten cursive Japanese characters, 28 × 28; 21 MB.</source>
        <translation>일본어 흘림체 글자 10종의 흑백 이미지 70,000장, 28 × 28, 21 MB.</translation>
    </message>
    <message>
        <source>70,000 grey pictures of ten kinds of clothing, 28 × 28; ships with the studio.</source>
        <translation>옷 10종의 흑백 이미지 70,000장, 28 × 28. 스튜디오에 들어 있습니다.</translation>
    </message>
    <message>
        <source>99,289 colour pictures of house numbers, 32 × 32; 246 MB.</source>
        <translation>집 번호판의 컬러 이미지 99,289장, 32 × 32, 246 MB.</translation>
    </message>
    <message>
        <source>A CSV or Parquet file with a column of file names and one of labels; without it, class folders or a table in the folder are looked for.</source>
        <translation>파일 이름 열과 레이블 열이 있는 CSV나 Parquet 파일. 비워 두면 클래스 폴더나 폴더 안의 표를 찾습니다.</translation>
    </message>
    <message>
        <source>A CSV, Excel, Parquet or Arrow file of yours: numbers, categories and dates, one example a row.</source>
        <translation>CSV, Excel, Parquet, Arrow 파일: 숫자, 범주, 날짜로 된 표이며 한 행이 예시 하나입니다.</translation>
    </message>
    <message>
        <source>A Dataset that a Python program gives to train(recipe, data=…).</source>
        <translation>Python 프로그램이 train(recipe, data=…)로 넘긴 Dataset.</translation>
    </message>
    <message>
        <source>A Python file with a torch.utils.data.Dataset or IterableDataset, or a function that makes one.</source>
        <translation>torch.utils.data.Dataset이나 IterableDataset, 또는 그것을 만드는 함수가 들어 있는 Python 파일.</translation>
    </message>
    <message>
        <source>A category with fewer training rows than this does not get an input of its own.</source>
        <translation>학습 행이 이보다 적은 범주에는 전용 입력을 두지 않습니다.</translation>
    </message>
    <message>
        <source>A column of the table whose equal values stay in one part when data.split is by group.</source>
        <translation>data.split이 그룹일 때 값이 같은 이미지를 한쪽에 모으는 열.</translation>
    </message>
    <message>
        <source>A file of NumPy arrays or tensors: rows or images, and a target for each.</source>
        <translation>NumPy 배열이나 텐서 파일: 행 또는 이미지와 각각의 타깃.</translation>
    </message>
    <message>
        <source>A file that gives examples another label or leaves them out; the data itself stays as it is.</source>
        <translation>예시의 레이블을 바꾸거나 예시를 제외하는 파일입니다. 데이터 자체는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>A file with a torch.utils.data.Dataset, or a function that makes one.</source>
        <translation>torch.utils.data.Dataset 또는 그것을 만드는 함수가 들어 있는 파일.</translation>
    </message>
    <message>
        <source>A residual network with batch norm: the most accurate here, slower to train.</source>
        <translation>배치 정규화를 쓰는 잔차 신경망. 가장 정확하지만 학습이 느립니다.</translation>
    </message>
    <message>
        <source>A ring around another, yes or no.</source>
        <translation>한 고리를 다른 고리가 둘러쌉니다. 예/아니요로 답합니다.</translation>
    </message>
    <message>
        <source>A sine of one input, to be learnt as a number.</source>
        <translation>입력 하나의 사인 함수를 숫자로 학습합니다.</translation>
    </message>
    <message>
        <source>AMSGrad</source>
        <translation>AMSGrad</translation>
    </message>
    <message>
        <source>ASGD</source>
        <translation>ASGD</translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation>누적</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성화 함수</translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation>Adadelta</translation>
    </message>
    <message>
        <source>Adafactor</source>
        <translation>Adafactor</translation>
    </message>
    <message>
        <source>Adagrad</source>
        <translation>Adagrad</translation>
    </message>
    <message>
        <source>Adagrad with a memory that fades, and hardly a rate to choose.</source>
        <translation>기억이 희미해지는 Adagrad. 학습률을 고를 일이 거의 없습니다.</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Adam with Nesterov&apos;s look ahead.</source>
        <translation>Nesterov의 앞보기를 더한 Adam입니다.</translation>
    </message>
    <message>
        <source>Adam with a warm-up of its own.</source>
        <translation>워밍업이 들어 있는 Adam입니다.</translation>
    </message>
    <message>
        <source>Adam with far less memory, for very large models.</source>
        <translation>메모리를 훨씬 적게 쓰는 Adam. 아주 큰 모델에 씁니다.</translation>
    </message>
    <message>
        <source>Adam with the largest gradient in place of the mean square.</source>
        <translation>제곱 평균 대신 가장 큰 기울기를 쓰는 Adam입니다.</translation>
    </message>
    <message>
        <source>Adam with weight decay kept apart from the gradient.</source>
        <translation>가중치 감쇠를 기울기와 분리한 Adam입니다.</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adamax</source>
        <translation>Adamax</translation>
    </message>
    <message>
        <source>Adapts the step of each weight; a good first choice.</source>
        <translation>가중치마다 스텝을 맞춥니다. 처음 고르기에 좋습니다.</translation>
    </message>
    <message>
        <source>Added points</source>
        <translation>추가한 점</translation>
    </message>
    <message>
        <source>Added to a denominator so that it is never 0.</source>
        <translation>분모가 0이 되지 않도록 더하는 값입니다.</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>알고리즘</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>알파</translation>
    </message>
    <message>
        <source>Also keep the weights of every epoch, so that a replay can bring back the model as it was. Each file is as large as best.pt, four bytes per parameter. Beyond 1,000 epochs only half are kept, evenly spaced.</source>
        <translation>에포크마다 가중치도 저장해서, 재생할 때 당시의 모델을 되살릴 수 있게 합니다. 파일 하나의 크기는 best.pt와 같습니다(파라미터당 4바이트). 1,000 에포크를 넘으면 고른 간격으로 절반만 남깁니다.</translation>
    </message>
    <message>
        <source>An .npz, .pt or .safetensors file with inputs and targets, or the .npy file of the inputs.</source>
        <translation>입력과 타깃이 든 .npz, .pt, .safetensors 파일 또는 입력의 .npy 파일.</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>각도</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>구조</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>인자</translation>
    </message>
    <message>
        <source>Arguments that are another for the test set, such as train = false.</source>
        <translation>train = false처럼 테스트 세트에서 달라지는 인자.</translation>
    </message>
    <message>
        <source>Arms that wind around each other, one for each class.</source>
        <translation>서로 감아 도는 나선 팔. 클래스마다 하나입니다.</translation>
    </message>
    <message>
        <source>Arrays</source>
        <translation>배열</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>As they are: shades of grey if every picture is stored in grey, else red, green and blue.</source>
        <translation>그대로: 모든 이미지가 흑백이면 흑백, 아니면 빨강·초록·파랑.</translation>
    </message>
    <message>
        <source>Asks that the right class beats every other one by a margin, and no more than that.</source>
        <translation>정답 클래스가 다른 모든 클래스를 마진만큼만 앞서면 됩니다.</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>무작위</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>데이터 증강</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Averaging from</source>
        <translation>평균 시작</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>배경</translation>
    </message>
    <message>
        <source>Balance classes</source>
        <translation>클래스 균형</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>균형 정확도</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>배치 정규화</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>Batches whose gradients are added up for one step of the optimizer.</source>
        <translation>옵티마이저의 스텝 하나에 기울기를 더할 배치 수입니다.</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>베타</translation>
    </message>
    <message>
        <source>Betas</source>
        <translation>베타</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>이진 교차 엔트로피</translation>
    </message>
    <message>
        <source>Binary cross-entropy on a probability</source>
        <translation>확률에 대한 이진 교차 엔트로피</translation>
    </message>
    <message>
        <source>Blobs</source>
        <translation>구름</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>Blurs each picture, some more and some hardly.</source>
        <translation>이미지를 저마다 다른 정도로 흐리게 합니다.</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>유방암</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>Bring each unit to mean 0 and variance 1 over the batch before its activation.</source>
        <translation>활성화 전에 유닛마다 배치의 평균을 0, 분산을 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>By group</source>
        <translation>그룹별</translation>
    </message>
    <message>
        <source>By how much a picture becomes darker or brighter at most.</source>
        <translation>이미지가 최대 얼마나 어두워지거나 밝아지는지입니다.</translation>
    </message>
    <message>
        <source>By how much a picture becomes larger or smaller at most.</source>
        <translation>이미지가 최대 얼마나 커지거나 작아지는지입니다.</translation>
    </message>
    <message>
        <source>By how much colours become paler or stronger at most. Needs coloured pictures.</source>
        <translation>색이 최대 얼마나 옅어지거나 짙어지는지입니다. 컬러 이미지가 필요합니다.</translation>
    </message>
    <message>
        <source>By how much colours turn to others at most, on a circle of 360°. Needs coloured pictures.</source>
        <translation>색이 360° 색상환에서 최대 얼마나 바뀌는지입니다. 컬러 이미지가 필요합니다.</translation>
    </message>
    <message>
        <source>By how much light and dark move together or apart at most.</source>
        <translation>밝은 곳과 어두운 곳의 차이가 최대 얼마나 줄거나 느는지입니다.</translation>
    </message>
    <message>
        <source>By how much the right class should win.</source>
        <translation>정답 클래스가 앞서야 하는 정도입니다.</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>시간순</translation>
    </message>
    <message>
        <source>By which angle a picture is slanted at most along each axis.</source>
        <translation>이미지가 축마다 최대 몇 도까지 기울어지는지입니다.</translation>
    </message>
    <message>
        <source>CELU</source>
        <translation>CELU</translation>
    </message>
    <message>
        <source>CIFAR-10</source>
        <translation>CIFAR-10</translation>
    </message>
    <message>
        <source>CIFAR-100</source>
        <translation>CIFAR-100</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>CPU 스레드</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>보정 오차</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>범주</translation>
    </message>
    <message>
        <source>Centered</source>
        <translation>중심화</translation>
    </message>
    <message>
        <source>Changes brightness and contrast, and the colours if you ask for it.</source>
        <translation>밝기와 대비를 바꾸고, 원하면 색도 바꿉니다.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Channels last</source>
        <translation>채널 마지막</translation>
    </message>
    <message>
        <source>Channels of the first stage; the next two have two and four times as many.</source>
        <translation>첫 스테이지의 채널 수. 다음 두 스테이지는 두 배, 네 배입니다.</translation>
    </message>
    <message>
        <source>Circles</source>
        <translation>동심원</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>클래스 가중치</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Clip gradient norm</source>
        <translation>기울기 클리핑</translation>
    </message>
    <message>
        <source>Clipping threshold</source>
        <translation>클리핑 문턱값</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Columns that are read as categories, whatever they look like, such as a code in digits.</source>
        <translation>모양과 상관없이 범주로 읽을 열(예: 숫자로 된 코드).</translation>
    </message>
    <message>
        <source>Columns that are read as dates, whatever they look like.</source>
        <translation>모양과 상관없이 날짜로 읽을 열.</translation>
    </message>
    <message>
        <source>Columns that are read as numbers, whatever they look like.</source>
        <translation>모양과 상관없이 숫자로 읽을 열.</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>쉼표</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>컴파일</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>수정 파일</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>코사인</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>개수</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>교차 엔트로피</translation>
    </message>
    <message>
        <source>Centre crop</source>
        <translation>가운데 자르기</translation>
    </message>
    <message>
        <source>CutMix</source>
        <translation>CutMix</translation>
    </message>
    <message>
        <source>Dampening</source>
        <translation>댐프닝</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>소수점 기호</translation>
    </message>
    <message>
        <source>Decoupled decay</source>
        <translation>분리된 감쇠</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>델타</translation>
    </message>
    <message>
        <source>Deterministic</source>
        <translation>결정적 연산</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>당뇨병</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Divide by the gradient&apos;s variance instead of its mean square.</source>
        <translation>기울기의 제곱 평균 대신 분산으로 나눕니다.</translation>
    </message>
    <message>
        <source>Divide by the largest average of squared gradients so far.</source>
        <translation>기울기 제곱의 평균 중 지금까지 가장 큰 값으로 나눕니다.</translation>
    </message>
    <message>
        <source>Divides each step by the recent size of the gradient.</source>
        <translation>스텝을 최근 기울기의 크기로 나눕니다.</translation>
    </message>
    <message>
        <source>Draw every class equally often, so that rare ones are seen as much as common ones.</source>
        <translation>모든 클래스를 같은 빈도로 뽑아 드문 클래스도 흔한 클래스만큼 보게 합니다.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>EMNIST (balanced)</source>
        <translation>EMNIST (균형)</translation>
    </message>
    <message>
        <source>Each error weighs what it is, so outliers disturb little.</source>
        <translation>오차를 크기 그대로 세므로 이상치에 덜 흔들립니다.</translation>
    </message>
    <message>
        <source>Each picture becomes a square of this side.</source>
        <translation>모든 이미지를 이 길이의 정사각형으로 만듭니다.</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>End divisor</source>
        <translation>끝 나눗수</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Epochs after which the run is saved so that it can be resumed exactly there.</source>
        <translation>이만큼의 에포크마다 실행을 저장하여 정확히 그 지점에서 계속할 수 있게 합니다.</translation>
    </message>
    <message>
        <source>Epochs between two drops.</source>
        <translation>학습률을 낮추는 간격입니다.</translation>
    </message>
    <message>
        <source>Epochs without a better loss that are waited through before a cut.</source>
        <translation>손실이 나아지지 않아도 학습률을 낮추지 않고 기다리는 에포크 수입니다.</translation>
    </message>
    <message>
        <source>Epochs without a better validation result before the run ends.</source>
        <translation>검증 결과가 나아지지 않는 에포크가 이만큼 이어지면 실행을 끝냅니다.</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>엡실론</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Etas</source>
        <translation>에타</translation>
    </message>
    <message>
        <source>Evaluation batch</source>
        <translation>평가 배치</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Examples at a time when the model is tested; changes memory, not results.</source>
        <translation>모델을 평가할 때 한 번에 넣는 예시 수. 메모리만 달라지고 결과는 같습니다.</translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation>배타적 논리합</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message>
        <source>Faster, coarser float32 matrix products on recent CUDA devices.</source>
        <translation>최근 CUDA 장치에서 float32 행렬 곱을 더 빠르고 거칠게 계산합니다.</translation>
    </message>
    <message>
        <source>Feature maps of the first convolution; the second has twice as many.</source>
        <translation>첫 합성곱의 특징 맵 수. 둘째는 두 배입니다.</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>특성</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>첫 스텝</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞추는 방법</translation>
    </message>
    <message>
        <source>Flip sideways</source>
        <translation>좌우 뒤집기</translation>
    </message>
    <message>
        <source>Flip upside down</source>
        <translation>상하 뒤집기</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Picture folder</source>
        <translation>이미지 폴더</translation>
    </message>
    <message>
        <source>For a model that ends in a sigmoid and so answers with a probability; less exact than from a logit.</source>
        <translation>시그모이드로 끝나 확률로 답하는 모델에 씁니다. 로짓에서 구하는 것보다 덜 정확합니다.</translation>
    </message>
    <message>
        <source>Epoch weights</source>
        <translation>에포크별 가중치</translation>
    </message>
    <message>
        <source>Four squares, of which opposite ones belong together.</source>
        <translation>사각형 네 개. 마주 보는 것끼리 같은 클래스입니다.</translation>
    </message>
    <message>
        <source>From Python</source>
        <translation>Python에서</translation>
    </message>
    <message>
        <source>Fully connected layers of the widths that you give, for pictures and tables alike.</source>
        <translation>원하는 폭의 완전 연결 층. 이미지와 표에 모두 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>Gives rarely moved weights larger steps.</source>
        <translation>드물게 바뀌는 가중치에 더 큰 스텝을 줍니다.</translation>
    </message>
    <message>
        <source>Gradient descent that averages its weights late in the run.</source>
        <translation>실행 후반에 가중치를 평균하는 경사 하강법입니다.</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>흑백</translation>
    </message>
    <message>
        <source>Group column</source>
        <translation>그룹 열</translation>
    </message>
    <message>
        <source>Hardswish</source>
        <translation>Hardswish</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>머리글</translation>
    </message>
    <message>
        <source>Hidden width</source>
        <translation>은닉 폭</translation>
    </message>
    <message>
        <source>Hidden widths</source>
        <translation>은닉 폭</translation>
    </message>
    <message>
        <source>How far a picture moves at most along each axis, as a part of its side.</source>
        <translation>이미지가 축마다 최대 얼마나 옮겨지는지를 변 길이에 대한 비율로 나타냅니다.</translation>
    </message>
    <message>
        <source>How far a picture moves at most along each axis.</source>
        <translation>이미지가 축마다 최대 얼마나 옮겨지는지입니다.</translation>
    </message>
    <message>
        <source>How far a picture turns at most to either side.</source>
        <translation>이미지가 양쪽으로 최대 얼마나 회전하는지입니다.</translation>
    </message>
    <message>
        <source>How far each weight goes at first; later steps follow from the gradient&apos;s sign.</source>
        <translation>가중치의 첫 이동 거리. 이후 스텝은 기울기의 부호로 정해집니다.</translation>
    </message>
    <message>
        <source>How far points stray from their shape: a standard deviation.</source>
        <translation>점이 모양에서 벗어나는 정도(표준편차).</translation>
    </message>
    <message>
        <source>How fast the average of squares grows longer.</source>
        <translation>제곱 평균의 기간이 길어지는 속도입니다.</translation>
    </message>
    <message>
        <source>How fast the momentum&apos;s own schedule rises.</source>
        <translation>모멘텀 자체의 스케줄이 오르는 속도입니다.</translation>
    </message>
    <message>
        <source>How long the average of squared gradients remembers.</source>
        <translation>기울기 제곱의 평균이 과거를 기억하는 정도입니다.</translation>
    </message>
    <message>
        <source>How long the averages of squares remember.</source>
        <translation>제곱 평균이 과거를 기억하는 정도입니다.</translation>
    </message>
    <message>
        <source>How long the averages of the gradient and of its square remember.</source>
        <translation>기울기와 그 제곱의 평균이 과거를 기억하는 정도입니다.</translation>
    </message>
    <message>
        <source>How many categories of a column have an input of their own, the commonest first.</source>
        <translation>한 열에서 따로 입력을 갖는 범주의 수. 흔한 것부터입니다.</translation>
    </message>
    <message>
        <source>How many of the examples are mixed.</source>
        <translation>예시 가운데 섞는 비율입니다.</translation>
    </message>
    <message>
        <source>How much a positive example counts, if a negative one counts 1.</source>
        <translation>음성 예시를 1로 칠 때 양성 예시의 비중입니다.</translation>
    </message>
    <message>
        <source>How much each class counts, in the order of the classes; empty if all are equal.</source>
        <translation>클래스 순서대로 쓴 클래스별 비중. 모두 같으면 비워 둡니다.</translation>
    </message>
    <message>
        <source>How much the rate shrinks with each step.</source>
        <translation>스텝마다 학습률이 줄어드는 정도입니다.</translation>
    </message>
    <message>
        <source>How numbers are brought to one size: by mean and deviation, by median and quartiles, or not; by default the former, and the latter where outliers would rule.</source>
        <translation>숫자의 크기를 맞추는 방법: 평균과 표준편차, 중앙값과 사분위수, 또는 하지 않음. 기본값은 앞의 방법이며, 이상치가 지나치게 큰 열에는 뒤의 방법을 씁니다.</translation>
    </message>
    <message>
        <source>How often the shape winds; more is harder to learn.</source>
        <translation>모양이 감기는 횟수. 많을수록 배우기 어렵습니다.</translation>
    </message>
    <message>
        <source>How strongly the rate falls with the steps done.</source>
        <translation>스텝이 쌓일수록 학습률이 떨어지는 정도입니다.</translation>
    </message>
    <message>
        <source>How strongly weights are pulled towards 0.</source>
        <translation>가중치를 0으로 당기는 세기입니다.</translation>
    </message>
    <message>
        <source>How test and validation examples are chosen: at random with each class in its share, whole groups, or the latest.</source>
        <translation>테스트와 검증 예시를 고르는 방법: 클래스 비율을 지킨 무작위, 그룹 통째로, 또는 가장 최근 것.</translation>
    </message>
    <message>
        <source>How the file writes letters: &quot;auto&quot;, &quot;utf-8&quot;, &quot;cp949&quot;, &quot;cp1252&quot; and others that Python knows.</source>
        <translation>파일의 문자 인코딩: &quot;auto&quot;, &quot;utf-8&quot;, &quot;cp949&quot;, &quot;cp1252&quot; 등 Python이 아는 이름.</translation>
    </message>
    <message>
        <source>How wide and high the square is.</source>
        <translation>정사각형의 한 변 길이입니다.</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Hue</source>
        <translation>색조</translation>
    </message>
    <message>
        <source>In each epoch</source>
        <translation>에포크마다</translation>
    </message>
    <message>
        <source>Initial sum</source>
        <translation>처음 합</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Iris</source>
        <translation>붓꽃</translation>
    </message>
    <message>
        <source>Keep it whole, with bars</source>
        <translation>전체를 두고 여백 채우기</translation>
    </message>
    <message>
        <source>Keep the whole set on the training device, or stream it through loader workers.</source>
        <translation>세트 전체를 학습 장치에 두거나 로더 프로세스로 흘려 보냅니다.</translation>
    </message>
    <message>
        <source>Kinds of points.</source>
        <translation>점의 종류 수.</translation>
    </message>
    <message>
        <source>Kuzushiji-MNIST</source>
        <translation>Kuzushiji-MNIST</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>레이블 스무딩</translation>
    </message>
    <message>
        <source>Lambda</source>
        <translation>람다</translation>
    </message>
    <message>
        <source>LeakyReLU</source>
        <translation>LeakyReLU</translation>
    </message>
    <message>
        <source>Learn numbers minus their mean and divided by their standard deviation; results are in their own unit all the same.</source>
        <translation>값에서 평균을 빼고 표준편차로 나눈 것을 학습합니다. 결과는 그대로 원래 단위로 나옵니다.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>Let torch.compile translate the model first; that takes a while.</source>
        <translation>먼저 torch.compile로 모델을 변환합니다. 시간이 좀 걸립니다.</translation>
    </message>
    <message>
        <source>Limit to</source>
        <translation>일부만 사용</translation>
    </message>
    <message>
        <source>Loader workers</source>
        <translation>로더 프로세스</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>로그 손실</translation>
    </message>
    <message>
        <source>Longer gradients are shortened to this norm.</source>
        <translation>이 노름보다 긴 기울기를 줄입니다.</translation>
    </message>
    <message>
        <source>Look ahead along the momentum; needs some.</source>
        <translation>모멘텀 방향으로 앞을 봅니다. 모멘텀이 있어야 합니다.</translation>
    </message>
    <message>
        <source>Looks only at the gradient&apos;s sign; meant for whole sets as one batch.</source>
        <translation>기울기의 부호만 봅니다. 세트 전체를 한 배치로 쓸 때 알맞습니다.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Losses of examples</source>
        <translation>예시별 손실</translation>
    </message>
    <message>
        <source>MNIST</source>
        <translation>MNIST</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>매크로 F1</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>마진</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>평균 절대 오차</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>평균 제곱 오차</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>중앙값</translation>
    </message>
    <message>
        <source>Memory growth</source>
        <translation>기억 증가</translation>
    </message>
    <message>
        <source>Memory order that makes convolutions faster.</source>
        <translation>합성곱을 빠르게 하는 메모리 순서입니다.</translation>
    </message>
    <message>
        <source>Memory that the file may take when it is tried, before it is used.</source>
        <translation>파일을 쓰기 전에 시험해 볼 때 허용하는 메모리.</translation>
    </message>
    <message>
        <source>Minutes after which the run is saved so that it can be resumed exactly there.</source>
        <translation>이만큼의 시간(분)마다 실행을 저장하여 정확히 그 지점에서 계속할 수 있게 합니다.</translation>
    </message>
    <message>
        <source>Points that were added by hand, for training: for each x and y.</source>
        <translation>직접 추가한 학습용 점: 점마다 x와 y.</translation>
    </message>
    <message>
        <source>Points that were added by hand, for training: for each x, y, and the number of its class.</source>
        <translation>직접 추가한 학습용 점: 점마다 x, y, 클래스 번호.</translation>
    </message>
    <message>
        <source>Random changes to the training pictures, different in each epoch, one after another.</source>
        <translation>학습 이미지를 에포크마다 새로 무작위로, 차례대로 변형합니다.</translation>
    </message>
    <message>
        <source>Read every example once, or again in each epoch if it is drawn at random.</source>
        <translation>예시를 한 번만 읽거나, 무작위로 만들어지면 에포크마다 새로 읽습니다.</translation>
    </message>
    <message>
        <source>Read the first N examples; for a dataset that does not end.</source>
        <translation>처음 몇 개의 예시만 읽습니다. 끝나지 않는 데이터셋에 씁니다.</translation>
    </message>
    <message>
        <source>Removed points</source>
        <translation>뺀 점</translation>
    </message>
    <message>
        <source>Seed of all random numbers: the same seed gives the same run.</source>
        <translation>모든 난수의 시작값. 시드가 같으면 실행도 같습니다.</translation>
    </message>
    <message>
        <source>Share of the run in which the rate climbs.</source>
        <translation>실행에서 학습률이 오르는 구간의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of the training set held out for validation.</source>
        <translation>학습 세트에서 따로 떼어 진행을 살피는 몫입니다.</translation>
    </message>
    <message>
        <source>Size of each step down the gradient.</source>
        <translation>스텝마다 기울기의 반대쪽으로 가는 거리입니다.</translation>
    </message>
    <message>
        <source>The first N examples of each set; for a quick look.</source>
        <translation>세트마다 앞에서 이만큼만 씁니다. 빨리 훑어볼 때 씁니다.</translation>
    </message>
    <message>
        <source>The newest N are kept in the run&apos;s folder, and the one of the best epoch.</source>
        <translation>가장 새 스냅샷을 이만큼 실행 폴더에 남깁니다. 최고 에포크의 스냅샷도 남깁니다.</translation>
    </message>
    <message>
        <source>The rate climbs in a straight line from a hundredth to its value over this many epochs.</source>
        <translation>이 에포크 동안 학습률이 100분의 1에서 제값까지 곧게 오릅니다.</translation>
    </message>
    <message>
        <source>Threads that compute on the CPU; “automatic” is one for each core that other programs leave free when the run begins. Another number changes the last bits of the results.</source>
        <translation>CPU에서 계산하는 스레드의 수입니다. “자동”이면 실행을 시작할 때 다른 프로그램이 쓰지 않는 코어마다 하나씩 씁니다. 수가 바뀌면 결과의 마지막 비트가 달라집니다.</translation>
    </message>
    <message>
        <source>Warm-up share</source>
        <translation>상승 구간</translation>
    </message>
    <message>
        <source>What is added: left and right.</source>
        <translation>덧붙이는 크기: 왼쪽, 오른쪽.</translation>
    </message>
    <message>
        <source>What is assumed beyond the edges.</source>
        <translation>가장자리 밖을 채우는 값입니다.</translation>
    </message>
    <message>
        <source>Which of the drawn points were taken away, counted from 0.</source>
        <translation>뽑은 점 가운데 뺀 것의 번호, 0부터 셉니다.</translation>
    </message>
    <message>
        <source>add</source>
        <translation>더하기</translation>
    </message>
    <message>
        <source>added</source>
        <translation>추가한 점</translation>
    </message>
    <message>
        <source>architecture</source>
        <translation>구조</translation>
    </message>
    <message>
        <source>area</source>
        <translation>면적 평균</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>augment</source>
        <translation>데이터 증강</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>클래스 균형</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>best by</source>
        <translation>최고 기준</translation>
    </message>
    <message>
        <source>beta2 decay</source>
        <translation>beta2 감쇠</translation>
    </message>
    <message>
        <source>bicubic</source>
        <translation>쌍삼차</translation>
    </message>
    <message>
        <source>bilinear</source>
        <translation>쌍선형</translation>
    </message>
    <message>
        <source>circular</source>
        <translation>순환</translation>
    </message>
    <message>
        <source>class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>class name</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>clip norm</source>
        <translation>기울기 노름 자르기</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>concatenate</source>
        <translation>이어 붙이기</translation>
    </message>
    <message>
        <source>count</source>
        <translation>점</translation>
    </message>
    <message>
        <source>d</source>
        <translation>d</translation>
    </message>
    <message>
        <source>decimal</source>
        <translation>소수점</translation>
    </message>
    <message>
        <source>decoupled weight decay</source>
        <translation>분리된 가중치 감쇠</translation>
    </message>
    <message>
        <source>div factor</source>
        <translation>시작 나눗수</translation>
    </message>
    <message>
        <source>eps</source>
        <translation>eps</translation>
    </message>
    <message>
        <source>evaluation batch size</source>
        <translation>평가 배치</translation>
    </message>
    <message>
        <source>example losses</source>
        <translation>예시별 손실</translation>
    </message>
    <message>
        <source>final div factor</source>
        <translation>끝 나눗수</translation>
    </message>
    <message>
        <source>gamma</source>
        <translation>감마</translation>
    </message>
    <message>
        <source>group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>health</source>
        <translation>층의 상태</translation>
    </message>
    <message>
        <source>health every</source>
        <translation>층 상태 측정 간격</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>은닉 폭</translation>
    </message>
    <message>
        <source>image size</source>
        <translation>이미지 크기</translation>
    </message>
    <message>
        <source>imputation</source>
        <translation>결측값 대체</translation>
    </message>
    <message>
        <source>initial accumulator value</source>
        <translation>누적 초깃값</translation>
    </message>
    <message>
        <source>k</source>
        <translation>k</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>레이블 표</translation>
    </message>
    <message>
        <source>lambd</source>
        <translation>lambd</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>lr</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>lr decay</source>
        <translation>학습률 감쇠</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>최근접</translation>
    </message>
    <message>
        <source>nearest-exact</source>
        <translation>최근접(정확)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>object name</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>pct start</source>
        <translation>상승 구간</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>reflect</source>
        <translation>거울</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>제거한 점</translation>
    </message>
    <message>
        <source>replay</source>
        <translation>재생 기록</translation>
    </message>
    <message>
        <source>replicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>side</source>
        <translation>한 변</translation>
    </message>
    <message>
        <source>snapshot epochs</source>
        <translation>스냅샷 에포크</translation>
    </message>
    <message>
        <source>snapshot minutes</source>
        <translation>스냅샷 분</translation>
    </message>
    <message>
        <source>step size</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>stop early after</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>t0</source>
        <translation>t0</translation>
    </message>
    <message>
        <source>tanh</source>
        <translation>tanh</translation>
    </message>
    <message>
        <source>target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>test name</source>
        <translation>테스트 클래스</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>torchvision</source>
        <translation>torchvision</translation>
    </message>
    <message>
        <source>trial seconds</source>
        <translation>시험 시간</translation>
    </message>
    <message>
        <source>trilinear</source>
        <translation>삼선형</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없는 파일</translation>
    </message>
    <message>
        <source>warmup epochs</source>
        <translation>워밍업</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>widths</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>워커</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>0</translation>
    </message>
    <message>
        <source>{n:,} corrections</source>
        <translation>수정 {n:,}개</translation>
    </message>
    <message>
        <source>{n:,} points added</source>
        <translation>점 {n:,}개 추가</translation>
    </message>
    <message>
        <source>{n:,} points removed</source>
        <translation>점 {n:,}개 제거</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>Mirror the run&apos;s numbers to event files in its folder.</source>
        <translation>실행의 수치를 실행 폴더의 이벤트 파일에도 기록합니다.</translation>
    </message>
    <message>
        <source>A loss of your own in a Python file: a class or function of outputs and targets.</source>
        <translation>Python 파일에 직접 작성한 손실입니다. 출력과 정답을 받는 클래스나 함수입니다.</translation>
    </message>
    <message>
        <source>A metric of your own in a Python file, beside those of the task: a function of truth and predicted.</source>
        <translation>작업의 지표에 더해 Python 파일에 있는 직접 만든 지표를 씁니다. truth와 predicted를 받는 함수입니다.</translation>
    </message>
    <message>
        <source>A module that a Python program gives to train(recipe, model=…).</source>
        <translation>Python 프로그램이 train(recipe, model=…)에 넘기는 모듈입니다.</translation>
    </message>
    <message>
        <source>A network that you stack layer by layer.</source>
        <translation>층을 하나씩 쌓아 만드는 신경망입니다.</translation>
    </message>
    <message>
        <source>A published network such as a ResNet, from scratch or from pretrained weights.</source>
        <translation>ResNet처럼 발표된 네트워크를 처음부터, 또는 사전 학습된 가중치에서 학습합니다.</translation>
    </message>
    <message>
        <source>A torch.nn.Module of your own in a Python file.</source>
        <translation>Python 파일에 직접 작성한 torch.nn.Module입니다.</translation>
    </message>
    <message>
        <source>A torch.optim.Optimizer of your own in a Python file.</source>
        <translation>Python 파일에 직접 작성한 torch.optim.Optimizer입니다.</translation>
    </message>
    <message>
        <source>Add a learnt number to each output.</source>
        <translation>각 출력에 학습되는 수를 더합니다.</translation>
    </message>
    <message>
        <source>Added before the power is taken.</source>
        <translation>거듭제곱하기 전에 더하는 값입니다.</translation>
    </message>
    <message>
        <source>Affine</source>
        <translation>아핀 변환</translation>
    </message>
    <message>
        <source>An argument of the class or function in your file.</source>
        <translation>파일에 있는 클래스나 함수의 인자입니다.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Approximation</source>
        <translation>근사</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>발표된 그대로</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>The number of batches between measurements of the layers; “automatic” takes less than 3 % of the training time.</source>
        <translation>층의 상태를 측정하는 배치 간격입니다. “자동”은 학습 시간의 3% 미만만 씁니다.</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>편향</translation>
    </message>
    <message>
        <source>Compute it exactly, or by tanh.</source>
        <translation>정확히 계산하거나 tanh로 근사합니다.</translation>
    </message>
    <message>
        <source>Count padding</source>
        <translation>패딩 포함</translation>
    </message>
    <message>
        <source>Different whole numbers that can come in: 0 and up.</source>
        <translation>들어올 수 있는 정수의 가짓수입니다(0부터).</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>다이제스트</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>팽창</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>차원</translation>
    </message>
    <message>
        <source>Distance between the kernel&apos;s points.</source>
        <translation>커널 점 사이의 간격입니다.</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>항목 수</translation>
    </message>
    <message>
        <source>Feature maps of the first convolution; each of the next three has twice as many.</source>
        <translation>첫 번째 합성곱의 특징 맵 수입니다. 이어지는 세 합성곱은 각각 그 앞의 두 배입니다.</translation>
    </message>
    <message>
        <source>Feature maps that this layer gives.</source>
        <translation>이 층이 내는 특징 맵의 수입니다.</translation>
    </message>
    <message>
        <source>First dimension that is flattened; 0 is the batch.</source>
        <translation>펼치기 시작할 차원입니다. 0은 배치입니다.</translation>
    </message>
    <message>
        <source>First layers of a ResNet; “auto” takes small ones for pictures under 64 pixels when training from scratch.</source>
        <translation>ResNet의 첫 층들. “auto”는 처음부터 학습할 때 64픽셀보다 작은 이미지에 작은 층을 씁니다.</translation>
    </message>
    <message>
        <source>First slope</source>
        <translation>처음 기울기</translation>
    </message>
    <message>
        <source>Four convolutions with batch norm that make pictures small early: for photos on a CPU.</source>
        <translation>배치 정규화를 쓰는 합성곱 네 개로 이미지를 일찍 줄입니다. CPU에서 사진을 학습할 때 알맞습니다.</translation>
    </message>
    <message>
        <source>From dimension</source>
        <translation>시작 차원</translation>
    </message>
    <message>
        <source>Frozen for</source>
        <translation>동결</translation>
    </message>
    <message>
        <source>Group pattern</source>
        <translation>그룹 패턴</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>그룹 수</translation>
    </message>
    <message>
        <source>Groups of channels that are normalized together.</source>
        <translation>함께 정규화되는 채널 그룹의 수입니다.</translation>
    </message>
    <message>
        <source>Groups whose channels are interleaved.</source>
        <translation>채널을 서로 섞을 그룹의 수입니다.</translation>
    </message>
    <message>
        <source>Health interval</source>
        <translation>상태 측정 간격</translation>
    </message>
    <message>
        <source>Layer health</source>
        <translation>층의 상태</translation>
    </message>
    <message>
        <source>How far the window moves at a time.</source>
        <translation>창이 한 번에 움직이는 거리입니다.</translation>
    </message>
    <message>
        <source>How far the window moves at a time; empty for its own size.</source>
        <translation>창이 한 번에 움직이는 거리입니다. 비워 두면 창 크기와 같습니다.</translation>
    </message>
    <message>
        <source>How many times its layers are built, each time with weights of its own.</source>
        <translation>내부 층을 만드는 횟수입니다. 매번 따로 가중치를 갖습니다.</translation>
    </message>
    <message>
        <source>How many times larger the picture is.</source>
        <translation>이미지가 몇 배로 커지는지입니다.</translation>
    </message>
    <message>
        <source>How many times larger the result is.</source>
        <translation>결과가 몇 배로 커지는지입니다.</translation>
    </message>
    <message>
        <source>How many times smaller the picture is.</source>
        <translation>이미지가 몇 분의 일로 작아지는지입니다.</translation>
    </message>
    <message>
        <source>How sharply it bends.</source>
        <translation>얼마나 급하게 꺾이는지입니다.</translation>
    </message>
    <message>
        <source>How strongly negative values count.</source>
        <translation>음수를 얼마나 크게 반영할지입니다.</translation>
    </message>
    <message>
        <source>How strongly the neighbours count.</source>
        <translation>이웃을 얼마나 크게 반영할지입니다.</translation>
    </message>
    <message>
        <source>How values between pixels are found.</source>
        <translation>픽셀 사이의 값을 구하는 방법입니다.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>합치는 방법</translation>
    </message>
    <message>
        <source>Keep a window at the edge that is only partly filled.</source>
        <translation>가장자리에서 일부만 찬 창도 남깁니다.</translation>
    </message>
    <message>
        <source>Measure each layer in some batches, to find vanishing or exploding gradients, dead or saturated units, and layers that do not learn. This does not affect the training.</source>
        <translation>일부 배치에서 각 층을 측정해 기울기 소실과 폭발, 죽은 유닛, 포화된 유닛, 학습되지 않는 층을 찾습니다. 학습 결과에는 영향을 주지 않습니다.</translation>
    </message>
    <message>
        <source>Keep the loss of each training example in each epoch, to find those that are never learnt or have a wrong label: two bytes each. Where MixUp or CutMix mix examples, it is measured in a pass of its own at the end of each epoch.</source>
        <translation>에포크마다 학습 예시 하나하나의 손실을 저장해, 끝내 학습되지 않거나 레이블이 잘못된 예시를 찾습니다. 예시마다 2바이트를 씁니다. MixUp이나 CutMix로 예시를 섞을 때는 에포크가 끝날 때마다 따로 한 번 더 계산합니다.</translation>
    </message>
    <message>
        <source>Best epoch by</source>
        <translation>최고 기준</translation>
    </message>
    <message>
        <source>Columns to leave out, besides those that are left out by themselves.</source>
        <translation>저절로 제외되는 열 외에 학습에서 뺄 열.</translation>
    </message>
    <message>
        <source>Early stopping patience</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>Epochs between snapshots</source>
        <translation>스냅샷 사이 에포크</translation>
    </message>
    <message>
        <source>Examples per optimizer step.</source>
        <translation>옵티마이저가 스텝마다 보는 예시 수입니다.</translation>
    </message>
    <message>
        <source>Final fraction</source>
        <translation>최종 비율</translation>
    </message>
    <message>
        <source>How a picture that is not square is made square.</source>
        <translation>정사각형이 아닌 이미지를 정사각형으로 만드는 방법.</translation>
    </message>
    <message>
        <source>How many times to go through the training set.</source>
        <translation>학습 세트를 처음부터 끝까지 보는 횟수입니다.</translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation>커널 크기</translation>
    </message>
    <message>
        <source>Larger values become this.</source>
        <translation>더 큰 값은 이 값이 됩니다.</translation>
    </message>
    <message>
        <source>Largest factor for negative values, drawn at random in training.</source>
        <translation>음수에 곱하는 가장 큰 계수로, 학습 중 무작위로 정해집니다.</translation>
    </message>
    <message>
        <source>Last dimension that is flattened; -1 is the last.</source>
        <translation>펼칠 마지막 차원입니다. -1은 맨 끝입니다.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Learn a factor and an offset for each channel.</source>
        <translation>채널마다 계수와 오프셋을 학습합니다.</translation>
    </message>
    <message>
        <source>Learn a factor and an offset for each feature.</source>
        <translation>특징마다 계수와 오프셋을 학습합니다.</translation>
    </message>
    <message>
        <source>Let the padding&apos;s zeros count in the mean.</source>
        <translation>평균을 낼 때 패딩의 0도 셉니다.</translation>
    </message>
    <message>
        <source>Lower slope</source>
        <translation>최소 기울기</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean and deviation that pictures are normalized by: those the weights were trained with, or what the data section says. “auto” takes those of the weights if there are any.</source>
        <translation>이미지를 정규화하는 평균과 표준편차: 가중치가 학습된 값 또는 데이터 설정의 값. “auto”는 가중치가 있으면 가중치의 값을 씁니다.</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>측정</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>최솟값</translation>
    </message>
    <message>
        <source>Mish</source>
        <translation>Mish</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>방식</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>모멘텀</translation>
    </message>
    <message>
        <source>Momentum decay</source>
        <translation>모멘텀 감쇠</translation>
    </message>
    <message>
        <source>Moons</source>
        <translation>반달</translation>
    </message>
    <message>
        <source>Multi-class hinge</source>
        <translation>다중 클래스 힌지</translation>
    </message>
    <message>
        <source>Multi-layer perceptron</source>
        <translation>다층 퍼셉트론</translation>
    </message>
    <message>
        <source>My own Dataset</source>
        <translation>내 Dataset</translation>
    </message>
    <message>
        <source>NAdam</source>
        <translation>NAdam</translation>
    </message>
    <message>
        <source>Name of a torchvision network for classification, such as resnet18 or mobilenet_v3_small.</source>
        <translation>resnet18이나 mobilenet_v3_small 같은 torchvision 분류 네트워크의 이름입니다.</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>음수 기울기</translation>
    </message>
    <message>
        <source>Neighbouring channels that count.</source>
        <translation>함께 고려하는 이웃 채널의 수입니다.</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>Number format of the forward pass: bfloat16 is faster where the device has instructions for it, which “auto” looks up; float16 is for CUDA.</source>
        <translation>순전파의 수 형식. bfloat16은 장치에 전용 명령이 있을 때 더 빠르며, “auto”가 이를 확인합니다. float16은 CUDA용입니다.</translation>
    </message>
    <message>
        <source>Numbers that stand for each entry.</source>
        <translation>각 항목을 나타내는 수의 개수입니다.</translation>
    </message>
    <message>
        <source>Of the data</source>
        <translation>데이터의 값</translation>
    </message>
    <message>
        <source>Of the weights</source>
        <translation>가중치의 값</translation>
    </message>
    <message>
        <source>One cycle</source>
        <translation>원 사이클</translation>
    </message>
    <message>
        <source>One slope for all, or one for each channel.</source>
        <translation>전체에 기울기 하나, 또는 채널마다 하나입니다.</translation>
    </message>
    <message>
        <source>Only operations that give the same bits each time; on CUDA that costs some speed.</source>
        <translation>매번 같은 비트가 나오는 연산만 씁니다. CUDA에서는 조금 느려집니다.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>Output channels</source>
        <translation>출력 채널</translation>
    </message>
    <message>
        <source>Output features</source>
        <translation>출력 특징</translation>
    </message>
    <message>
        <source>Output padding</source>
        <translation>출력 패딩</translation>
    </message>
    <message>
        <source>Output size</source>
        <translation>출력 크기</translation>
    </message>
    <message>
        <source>Own class</source>
        <translation>직접 만든 클래스</translation>
    </message>
    <message>
        <source>Own loss</source>
        <translation>직접 만든 손실</translation>
    </message>
    <message>
        <source>Own metric</source>
        <translation>직접 만든 지표</translation>
    </message>
    <message>
        <source>Own optimizer</source>
        <translation>직접 만든 옵티마이저</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>패딩</translation>
    </message>
    <message>
        <source>Padding mode</source>
        <translation>패딩 방식</translation>
    </message>
    <message>
        <source>Part of the examples that is kept for the test, where the data brings no test set of its own.</source>
        <translation>데이터에 테스트 세트가 따로 없을 때 테스트용으로 떼어 두는 예시의 비율입니다.</translation>
    </message>
    <message>
        <source>Parts into which the channels are divided, each with its own weights.</source>
        <translation>채널을 나누는 묶음의 수로, 묶음마다 가중치가 따로 있습니다.</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>인내</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>데이터 위치</translation>
    </message>
    <message>
        <source>Plain gradient descent, with momentum if you give it some.</source>
        <translation>기본 경사 하강법. 모멘텀을 더할 수 있습니다.</translation>
    </message>
    <message>
        <source>Positive weight</source>
        <translation>양성 가중치</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>지수</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Pretrained weights</source>
        <translation>사전 학습된 가중치</translation>
    </message>
    <message>
        <source>Processes that load examples when the data is streamed.</source>
        <translation>데이터를 흘려 보낼 때 예시를 읽는 프로세스 수입니다.</translation>
    </message>
    <message>
        <source>Put the branches&apos; channels one after another, or add them up.</source>
        <translation>갈래의 채널을 이어 붙이거나 더합니다.</translation>
    </message>
    <message>
        <source>Quick CNN</source>
        <translation>빠른 CNN</translation>
    </message>
    <message>
        <source>RAdam</source>
        <translation>RAdam</translation>
    </message>
    <message>
        <source>RMSprop</source>
        <translation>RMSprop</translation>
    </message>
    <message>
        <source>Rate decay</source>
        <translation>학습률 감쇠</translation>
    </message>
    <message>
        <source>Rate factor</source>
        <translation>학습률 배수</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>Record for replay</source>
        <translation>재생용 기록</translation>
    </message>
    <message>
        <source>Record what a replay of the run needs: the model&apos;s answers to a few test examples, the decision boundary or fitted curve for data with one or two inputs, the results of each epoch and the log. This takes about 50 KB per epoch, at most 50 MB, and about 1 % of the training time. It does not affect the training.</source>
        <translation>실행을 재생하는 데 필요한 것을 기록합니다: 몇몇 테스트 예시에 대한 모델의 답, 입력이 한두 개인 데이터의 결정 경계나 곡선 맞춤, 에포크별 결과, 로그. 에포크당 약 50 KB, 최대 50 MB이며 학습 시간의 1 % 정도가 듭니다. 학습 결과에는 영향을 주지 않습니다.</translation>
    </message>
    <message>
        <source>Red, green and blue</source>
        <translation>빨강·초록·파랑</translation>
    </message>
    <message>
        <source>Reduce on plateau</source>
        <translation>정체 시 감소</translation>
    </message>
    <message>
        <source>Resample</source>
        <translation>재표집</translation>
    </message>
    <message>
        <source>Residual blocks in each of the three stages.</source>
        <translation>세 스테이지마다 있는 잔차 블록 수입니다.</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Resize to</source>
        <translation>크기 바꾸기</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>로</translation>
    </message>
    <message>
        <source>Robust</source>
        <translation>이상치에 강하게</translation>
    </message>
    <message>
        <source>Root mean square that an update may reach.</source>
        <translation>갱신이 넘을 수 없는 제곱 평균 제곱근입니다.</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Round clouds beside each other, one for each class.</source>
        <translation>나란히 놓인 둥근 구름. 클래스마다 하나입니다.</translation>
    </message>
    <message>
        <source>Round up</source>
        <translation>올림</translation>
    </message>
    <message>
        <source>Rows with the same value here stay on one side of a split by group, such as those of one patient.</source>
        <translation>그룹별로 나눌 때 이 열의 값이 같은 행은 한쪽에 모입니다(예: 같은 환자의 행).</translation>
    </message>
    <message>
        <source>Rprop</source>
        <translation>Rprop</translation>
    </message>
    <message>
        <source>SELU</source>
        <translation>SELU</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>SVHN</source>
        <translation>SVHN</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>채도</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>스케일링</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>스케줄</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>Several classes</source>
        <translation>여러 클래스</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Share of each hidden layer&apos;s units that is silenced at random in training.</source>
        <translation>학습 중 은닉 층마다 무작위로 끄는 유닛의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of each new batch in the running mean and variance.</source>
        <translation>이동 평균과 분산에서 새 배치가 차지하는 비율입니다.</translation>
    </message>
    <message>
        <source>Share of the features before the last layer that is silenced at random in training.</source>
        <translation>학습 중 마지막 층 앞에서 무작위로 끄는 특징의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of the hidden units that is silenced at random in training.</source>
        <translation>학습 중 무작위로 끄는 은닉 유닛의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of the truth that is spread over all classes, against overconfidence.</source>
        <translation>지나친 확신을 막으려고 정답에서 모든 클래스로 나누는 비율입니다.</translation>
    </message>
    <message>
        <source>Share that is silenced at random in training.</source>
        <translation>학습 중 무작위로 끄는 비율입니다.</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>시트</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>옮기기</translation>
    </message>
    <message>
        <source>Shrink weights apart from the gradient, as AdamW does.</source>
        <translation>AdamW처럼 기울기와 따로 가중치를 줄입니다.</translation>
    </message>
    <message>
        <source>SiLU</source>
        <translation>SiLU</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>한 변</translation>
    </message>
    <message>
        <source>Side length</source>
        <translation>한 변의 길이</translation>
    </message>
    <message>
        <source>Side of the window; one number, or one for each side.</source>
        <translation>창의 변입니다. 수 하나, 또는 변마다 하나입니다.</translation>
    </message>
    <message>
        <source>Side to which the model resizes pictures before it looks at them.</source>
        <translation>모델이 이미지를 보기 전에 바꾸는 한 변의 길이입니다.</translation>
    </message>
    <message>
        <source>Sides of the result.</source>
        <translation>결과의 변입니다.</translation>
    </message>
    <message>
        <source>Sides of the result; in place of a factor.</source>
        <translation>배율 대신 쓰는 결과의 변입니다.</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>크기들</translation>
    </message>
    <message>
        <source>Slant</source>
        <translation>기울임</translation>
    </message>
    <message>
        <source>Slopes</source>
        <translation>기울기 수</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>Small CNN</source>
        <translation>작은 CNN</translation>
    </message>
    <message>
        <source>Small numbers blend in only a little of the other picture, large ones about half.</source>
        <translation>작으면 다른 이미지가 조금만 섞이고, 크면 절반쯤 섞입니다.</translation>
    </message>
    <message>
        <source>Small numbers make the piece very small or very large, large ones about half of the picture.</source>
        <translation>작으면 조각이 아주 작거나 아주 커지고, 크면 이미지의 절반쯤이 됩니다.</translation>
    </message>
    <message>
        <source>Smaller values become this.</source>
        <translation>더 작은 값은 이 값이 됩니다.</translation>
    </message>
    <message>
        <source>Smallest factor for negative values, drawn at random in training.</source>
        <translation>음수에 곱하는 가장 작은 계수로, 학습 중 무작위로 정해집니다.</translation>
    </message>
    <message>
        <source>Smooth absolute error</source>
        <translation>부드러운 절대 오차</translation>
    </message>
    <message>
        <source>Snapshot every</source>
        <translation>스냅샷 주기</translation>
    </message>
    <message>
        <source>Snapshots kept</source>
        <translation>스냅샷 보관 수</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Spirals</source>
        <translation>나선</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Squared for small errors and linear for large ones.</source>
        <translation>작은 오차는 제곱, 큰 오차는 일차로 셉니다.</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>표준</translation>
    </message>
    <message>
        <source>Standardize</source>
        <translation>표준화</translation>
    </message>
    <message>
        <source>Standardize target</source>
        <translation>타깃 표준화</translation>
    </message>
    <message>
        <source>Start divisor</source>
        <translation>시작 나눗수</translation>
    </message>
    <message>
        <source>Stem</source>
        <translation>스템</translation>
    </message>
    <message>
        <source>Step sizes</source>
        <translation>스텝 크기</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>계단</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Stop at files that cannot be read, or leave them out and say so.</source>
        <translation>읽을 수 없는 파일이 있으면 멈추거나, 빼고 알려 줍니다.</translation>
    </message>
    <message>
        <source>Stretch it</source>
        <translation>늘리기</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>스트라이드</translation>
    </message>
    <message>
        <source>Strong CNN</source>
        <translation>강한 CNN</translation>
    </message>
    <message>
        <source>Subtract the training set&apos;s mean and divide by its standard deviation, per channel.</source>
        <translation>채널마다 학습 세트의 평균을 빼고 표준편차로 나눕니다.</translation>
    </message>
    <message>
        <source>TF32</source>
        <translation>TF32</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Table of labels</source>
        <translation>레이블 표</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>Target column</source>
        <translation>타깃 열</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>타깃</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>과제</translation>
    </message>
    <message>
        <source>TensorBoard</source>
        <translation>TensorBoard</translation>
    </message>
    <message>
        <source>Test arguments</source>
        <translation>테스트 인자</translation>
    </message>
    <message>
        <source>Test class</source>
        <translation>테스트 클래스</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>테스트 비율</translation>
    </message>
    <message>
        <source>The SHA-256 of the state_dict with which it was given.</source>
        <translation>넘겨받을 때의 state_dict의 SHA-256입니다.</translation>
    </message>
    <message>
        <source>The absolute error with its corner at 0 rounded off.</source>
        <translation>0의 모서리를 둥글게 한 절대 오차입니다.</translation>
    </message>
    <message>
        <source>The class in it; may be left empty if there is one that no other uses.</source>
        <translation>파일 안의 클래스입니다. 다른 클래스가 쓰지 않는 클래스가 하나뿐이면 비워 두어도 됩니다.</translation>
    </message>
    <message>
        <source>The class of the dataset that a Python program gave.</source>
        <translation>Python 프로그램이 넘긴 데이터셋의 클래스.</translation>
    </message>
    <message>
        <source>The class of the module that a Python program gave.</source>
        <translation>Python 프로그램이 넘긴 모듈의 클래스입니다.</translation>
    </message>
    <message>
        <source>The class or function in it; may be left empty if there is only one.</source>
        <translation>파일 안의 클래스나 함수. 하나뿐이면 비워 두어도 됩니다.</translation>
    </message>
    <message>
        <source>The class or function of the test set, if it has one of its own.</source>
        <translation>테스트 세트용 클래스나 함수가 따로 있으면 그 이름.</translation>
    </message>
    <message>
        <source>The column of the table that holds the labels; empty: the one called label, or the only one.</source>
        <translation>레이블이 든 열. 비워 두면 label이라는 열이나 하나뿐인 열을 씁니다.</translation>
    </message>
    <message>
        <source>The column to predict, or several of numbers; empty for the one that looks like it.</source>
        <translation>예측할 열. 숫자라면 여러 개도 됩니다. 비워 두면 타깃으로 보이는 열을 씁니다.</translation>
    </message>
    <message>
        <source>The columns to learn from; empty for all that tell something about new rows.</source>
        <translation>학습에 쓸 열. 비워 두면 새 행에 대해 알려 주는 열을 모두 씁니다.</translation>
    </message>
    <message>
        <source>The dimension along which it acts; 0 is the batch, 1 the first of an example.</source>
        <translation>작용하는 차원입니다. 0은 배치, 1은 예시의 첫 차원입니다.</translation>
    </message>
    <message>
        <source>The error below which the loss is squared.</source>
        <translation>오차가 이보다 작으면 손실을 제곱으로 셉니다.</translation>
    </message>
    <message>
        <source>The error from which on the loss is linear.</source>
        <translation>오차가 이 값부터는 손실을 일차로 셉니다.</translation>
    </message>
    <message>
        <source>The file that the class is in; modules beside it may be imported at its top.</source>
        <translation>클래스가 있는 파일입니다. 같은 폴더의 모듈은 파일 맨 위에서 가져올 수 있습니다.</translation>
    </message>
    <message>
        <source>The first rate divided by this is the last one.</source>
        <translation>처음 학습률을 이 값으로 나누면 마지막 학습률입니다.</translation>
    </message>
    <message>
        <source>The function in it; may be left empty if there is only one.</source>
        <translation>파일에 있는 함수입니다. 하나뿐이면 비워 두어도 됩니다.</translation>
    </message>
    <message>
        <source>The function that bends each hidden layer&apos;s output.</source>
        <translation>은닉 층의 출력을 비선형으로 바꾸는 함수입니다.</translation>
    </message>
    <message>
        <source>The layers from input to output, each with a type and torch&apos;s argument names.</source>
        <translation>입력에서 출력까지의 층들로, 각각 type과 torch의 인자 이름을 가집니다.</translation>
    </message>
    <message>
        <source>The learning rate drops by a factor every few epochs.</source>
        <translation>몇 에포크마다 학습률이 일정 배율로 떨어집니다.</translation>
    </message>
    <message>
        <source>The learning rate falls along half a cosine, slowly, fast, slowly.</source>
        <translation>학습률이 반쪽 코사인을 따라 천천히, 빠르게, 천천히 떨어집니다.</translation>
    </message>
    <message>
        <source>The learning rate is cut whenever the validation loss has stopped falling.</source>
        <translation>검증 손실이 더 떨어지지 않을 때마다 학습률을 낮춥니다.</translation>
    </message>
    <message>
        <source>The name or number of the answer, where forward returns several values.</source>
        <translation>forward가 값을 여러 개 반환할 때 답이 되는 값의 이름 또는 번호입니다.</translation>
    </message>
    <message>
        <source>The network of PyTorch&apos;s quickstart: two hidden layers of 512 units with ReLU.</source>
        <translation>PyTorch 빠른 시작의 신경망. ReLU를 쓰는 512 유닛 은닉 층 두 개입니다.</translation>
    </message>
    <message>
        <source>The part of a new gradient that momentum leaves out.</source>
        <translation>새 기울기에서 모멘텀이 빼는 비율입니다.</translation>
    </message>
    <message>
        <source>The part of the last step&apos;s direction that the next one keeps.</source>
        <translation>다음 스텝이 이어받는 지난 스텝 방향의 비율입니다.</translation>
    </message>
    <message>
        <source>The part of the learning rate that is left at the end.</source>
        <translation>끝에 남는 학습률의 비율입니다.</translation>
    </message>
    <message>
        <source>The peak divided by this is the first rate.</source>
        <translation>최고 학습률을 이 값으로 나누면 처음 학습률입니다.</translation>
    </message>
    <message>
        <source>The power that is divided by.</source>
        <translation>나눌 때 쓰는 거듭제곱의 지수입니다.</translation>
    </message>
    <message>
        <source>The power with which the rate falls with the steps done.</source>
        <translation>스텝이 쌓일수록 학습률이 떨어지는 지수입니다.</translation>
    </message>
    <message>
        <source>The rate climbs to a peak and falls far below its start: accurate after few epochs.</source>
        <translation>학습률이 최고점까지 올랐다가 처음보다 훨씬 낮게 떨어집니다. 적은 에포크로도 정확합니다.</translation>
    </message>
    <message>
        <source>The same learning rate from start to end.</source>
        <translation>처음부터 끝까지 같은 학습률입니다.</translation>
    </message>
    <message>
        <source>The share by which the loss has to fall to count as better.</source>
        <translation>나아졌다고 보려면 손실이 떨어져야 하는 비율입니다.</translation>
    </message>
    <message>
        <source>The sheet of a workbook; empty for the first with data.</source>
        <translation>엑셀 파일의 시트. 비워 두면 내용이 있는 첫 시트를 씁니다.</translation>
    </message>
    <message>
        <source>The sign before a number&apos;s fraction.</source>
        <translation>소수 부분 앞의 기호.</translation>
    </message>
    <message>
        <source>The sign between cells: &quot;auto&quot;, &quot;comma&quot;, &quot;semicolon&quot;, &quot;tab&quot;, &quot;bar&quot;, &quot;space&quot;, or the sign.</source>
        <translation>셀 사이의 기호: &quot;auto&quot;, &quot;comma&quot;, &quot;semicolon&quot;, &quot;tab&quot;, &quot;bar&quot;, &quot;space&quot; 또는 기호 자체.</translation>
    </message>
    <message>
        <source>The sizes that the dimension is divided into.</source>
        <translation>차원을 나눈 크기들입니다.</translation>
    </message>
    <message>
        <source>The smallest and the largest step of a weight.</source>
        <translation>가중치의 가장 작은 스텝과 가장 큰 스텝입니다.</translation>
    </message>
    <message>
        <source>The standard deviation of the strongest blur.</source>
        <translation>가장 강한 흐림의 표준편차입니다.</translation>
    </message>
    <message>
        <source>The step from which on weights are averaged.</source>
        <translation>가중치를 평균하기 시작하는 스텝입니다.</translation>
    </message>
    <message>
        <source>The table, one example a row.</source>
        <translation>표 파일. 한 행이 예시 하나입니다.</translation>
    </message>
    <message>
        <source>The usual loss for classes: how surprised the model is by the right answer.</source>
        <translation>클래스에 흔히 쓰는 손실. 정답에 모델이 놀라는 정도입니다.</translation>
    </message>
    <message>
        <source>The usual loss for numbers: large errors weigh much more than small ones.</source>
        <translation>수에 흔히 쓰는 손실. 큰 오차를 작은 오차보다 훨씬 무겁게 셉니다.</translation>
    </message>
    <message>
        <source>The usual loss for yes or no, from one logit.</source>
        <translation>예/아니요에 흔히 쓰는 손실. 로짓 하나로 계산합니다.</translation>
    </message>
    <message>
        <source>The validation result that decides which weights are the best; “auto” takes the metric that is shown first.</source>
        <translation>어떤 가중치가 최고인지 정하는 검증 결과입니다. “auto”는 맨 먼저 보이는 지표를 씁니다.</translation>
    </message>
    <message>
        <source>The task&apos;s metrics</source>
        <translation>작업의 지표</translation>
    </message>
    <message>
        <source>Time column</source>
        <translation>시간 열</translation>
    </message>
    <message>
        <source>Time that the file may take when it is tried, before it is used.</source>
        <translation>파일을 쓰기 전에 시험해 볼 때 허용하는 시간.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>횟수</translation>
    </message>
    <message>
        <source>To dimension</source>
        <translation>끝 차원</translation>
    </message>
    <message>
        <source>Trial memory</source>
        <translation>시험 메모리</translation>
    </message>
    <message>
        <source>Trial time</source>
        <translation>시험 시간</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>회전 수</translation>
    </message>
    <message>
        <source>Turns each picture a little, to either side.</source>
        <translation>이미지를 양쪽으로 조금씩 돌립니다.</translation>
    </message>
    <message>
        <source>Two classes</source>
        <translation>두 클래스</translation>
    </message>
    <message>
        <source>Units: numbers that this layer gives for each example.</source>
        <translation>유닛, 곧 이 층이 예시마다 내는 수의 개수입니다.</translation>
    </message>
    <message>
        <source>Unreadable files</source>
        <translation>읽을 수 없는 파일</translation>
    </message>
    <message>
        <source>Upper slope</source>
        <translation>최대 기울기</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Values nearer to 0 than this become 0.</source>
        <translation>0과의 거리가 이보다 가까운 값은 0이 됩니다.</translation>
    </message>
    <message>
        <source>Weights to begin from: a name of torchvision&apos;s (IMAGENET1K_V1), or a file; empty to train from scratch.</source>
        <translation>시작할 가중치: torchvision의 이름(IMAGENET1K_V1) 또는 파일. 비워 두면 처음부터 학습합니다.</translation>
    </message>
    <message>
        <source>What is added at each edge; half of the kernel keeps the size.</source>
        <translation>각 가장자리에 덧붙이는 양입니다. 커널의 절반이면 크기가 유지됩니다.</translation>
    </message>
    <message>
        <source>What is added to one side of the result.</source>
        <translation>결과의 한쪽에 덧붙이는 양입니다.</translation>
    </message>
    <message>
        <source>What is added: left, right, top and bottom.</source>
        <translation>왼쪽, 오른쪽, 위, 아래에 덧붙이는 양입니다.</translation>
    </message>
    <message>
        <source>What negative values are multiplied by at first.</source>
        <translation>처음에 음수에 곱하는 값입니다.</translation>
    </message>
    <message>
        <source>What negative values are multiplied by.</source>
        <translation>음수에 곱하는 값입니다.</translation>
    </message>
    <message>
        <source>What shows where a picture is transparent, and beside one that is kept whole.</source>
        <translation>이미지의 투명한 부분과 여백에 보이는 색.</translation>
    </message>
    <message>
        <source>What stands in for a missing number; another input tells the model that it was missing.</source>
        <translation>빠진 숫자를 대신할 값. 빠졌다는 사실은 다른 입력으로 모델에 알려 줍니다.</translation>
    </message>
    <message>
        <source>What stands in for values below the threshold.</source>
        <translation>문턱값보다 작은 값을 대신하는 값입니다.</translation>
    </message>
    <message>
        <source>What the class is made with.</source>
        <translation>클래스를 만들 때 넘기는 인수입니다.</translation>
    </message>
    <message>
        <source>What the class or function is called with.</source>
        <translation>클래스나 함수를 호출할 때 넘기는 값.</translation>
    </message>
    <message>
        <source>What the names of pictures that stay in one part share when data.split is by group: {group}_* for all that begin alike up to the underscore.</source>
        <translation>data.split이 그룹별일 때 같은 쪽에 두는 이미지들의 이름에서 공통된 부분입니다. {group}_*는 밑줄 앞부분이 같은 이미지를 모두 뜻합니다.</translation>
    </message>
    <message>
        <source>What the targets are; “auto” tells it from them.</source>
        <translation>타깃의 종류. “auto”는 타깃을 보고 정합니다.</translation>
    </message>
    <message>
        <source>Only the metrics that the task defines.</source>
        <translation>작업에 정해진 지표만 사용합니다.</translation>
    </message>
    <message>
        <source>Where another rule begins.</source>
        <translation>다른 규칙이 시작되는 값입니다.</translation>
    </message>
    <message>
        <source>Where the pictures are: one folder for each class, or a CSV or Parquet file with the columns file and label. Folders called train, val and test are taken as such.</source>
        <translation>이미지가 있는 곳: 클래스마다 폴더 하나, 또는 file, label 열이 있는 CSV나 Parquet 파일. train, val, test 폴더는 그대로 학습, 검증, 테스트에 씁니다.</translation>
    </message>
    <message>
        <source>Whether classes are several, or two of which the second is what is looked for.</source>
        <translation>클래스가 여럿인지, 둘 중 두 번째를 찾는 것인지 정합니다.</translation>
    </message>
    <message>
        <source>Whether the first row has the columns&apos; names.</source>
        <translation>첫 행이 열 이름인지 여부.</translation>
    </message>
    <message>
        <source>Whether the labels are several classes, two of them, or numbers; by default classes, and numbers where all labels of a table are.</source>
        <translation>레이블이 여러 클래스인지, 두 클래스인지, 숫자인지 정합니다. 기본은 클래스이고, 표의 레이블이 모두 숫자면 숫자로 봅니다.</translation>
    </message>
    <message>
        <source>Whether the target is one of several classes, one of two, or a number; by default its values decide.</source>
        <translation>타깃이 여러 클래스 중 하나인지, 둘 중 하나인지, 숫자인지. 기본값은 타깃의 값을 보고 정합니다.</translation>
    </message>
    <message>
        <source>White</source>
        <translation>흰색</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>와인</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>예/아니요</translation>
    </message>
    <message>
        <source>Your own pictures: a folder for each class, or a table of files and labels beside them.</source>
        <translation>내 이미지: 클래스마다 폴더 하나, 또는 파일과 레이블을 적은 표.</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>검정</translation>
    </message>
    <message>
        <source>Blanks a square somewhere in each picture, so that the model looks at the rest too.</source>
        <translation>이미지마다 어딘가를 정사각형으로 지워 모델이 나머지 부분도 보게 합니다.</translation>
    </message>
    <message>
        <source>Blends each picture with another, and the answers that are expected in the same shares.</source>
        <translation>이미지를 다른 이미지와 겹쳐 섞고, 정답도 같은 비율로 섞습니다.</translation>
    </message>
    <message>
        <source>Mirrors half of the pictures left to right. Not for digits or writing.</source>
        <translation>이미지의 절반을 좌우로 뒤집습니다. 숫자나 글자에는 맞지 않습니다.</translation>
    </message>
    <message>
        <source>Mirrors half of the pictures top to bottom, for pictures without an up and down.</source>
        <translation>이미지의 절반을 위아래로 뒤집습니다. 위아래 구분이 없는 이미지에 씁니다.</translation>
    </message>
    <message>
        <source>Missing numbers</source>
        <translation>빠진 숫자</translation>
    </message>
    <message>
        <source>MixUp</source>
        <translation>MixUp</translation>
    </message>
    <message>
        <source>Most categories</source>
        <translation>최대 범주 수</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Move, resize and slant</source>
        <translation>이동·크기·기울임</translation>
    </message>
    <message>
        <source>Moves each picture by a few pixels, as padding and then cropping at random does.</source>
        <translation>이미지를 몇 픽셀 옮깁니다. 여백을 두른 뒤 무작위로 잘라 내는 것과 같습니다.</translation>
    </message>
    <message>
        <source>Moves, resizes and slants each picture a little.</source>
        <translation>이미지를 조금씩 옮기고 크기를 바꾸고 기울입니다.</translation>
    </message>
    <message>
        <source>Name of the array that it should answer with; empty to find it by names and shapes.</source>
        <translation>답해야 할 배열의 이름. 비워 두면 이름과 형상으로 찾습니다.</translation>
    </message>
    <message>
        <source>Name of the array that the model sees; empty to find it by names and shapes.</source>
        <translation>모델이 보는 배열의 이름. 비워 두면 이름과 형상으로 찾습니다.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>한 번</translation>
    </message>
    <message>
        <source>Orders the rows for a split by time, in which the latest are tested.</source>
        <translation>시간순으로 나눌 때 행의 순서를 정합니다. 가장 나중의 행으로 테스트합니다.</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
    <message>
        <source>Points that are drawn in all.</source>
        <translation>만들 점의 전체 개수.</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>Puts a piece of another picture into each, and mixes the answers that are expected by its area.</source>
        <translation>이미지마다 다른 이미지의 조각을 붙이고, 정답을 넓이 비율로 섞습니다.</translation>
    </message>
    <message>
        <source>Python file</source>
        <translation>Python 파일</translation>
    </message>
    <message>
        <source>Rare below</source>
        <translation>드문 범주 기준</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>문턱값</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Tutorial network</source>
        <translation>튜토리얼 신경망</translation>
    </message>
    <message>
        <source>Two convolutions with pooling: more accurate than a perceptron, and quick on a CPU.</source>
        <translation>풀링이 있는 합성곱 두 개. 퍼셉트론보다 정확하고 CPU에서도 빠릅니다.</translation>
    </message>
    <message>
        <source>Two half moons that reach into each other, yes or no.</source>
        <translation>서로 맞물린 두 반달. 예/아니요로 답합니다.</translation>
    </message>
    <message>
        <source>Units in each of the two hidden layers; the tutorial has 512.</source>
        <translation>두 은닉 층 각각의 유닛 수. 튜토리얼은 512입니다.</translation>
    </message>
    <message>
        <source>Units of each hidden layer, from input to output; empty for a linear classifier.</source>
        <translation>입력에서 출력 순으로 쓴 은닉 층별 유닛 수. 비우면 선형 분류기입니다.</translation>
    </message>
    <message>
        <source>Units of the linear layer between the feature maps and the answer.</source>
        <translation>특징 맵과 답 사이 선형 층의 유닛 수입니다.</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>검증 비율</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>워밍업</translation>
    </message>
    <message>
        <source>Wave</source>
        <translation>물결</translation>
    </message>
    <message>
        <source>Weigh each class by the inverse of how often it occurs in the training set.</source>
        <translation>학습 세트에 나오는 빈도의 역수로 클래스에 가중치를 줍니다.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>가중치 감쇠</translation>
    </message>
    <message>
        <source>Weighted F1</source>
        <translation>가중 F1</translation>
    </message>
    <message>
        <source>What a step size is multiplied by when the gradient turns, and when it stays.</source>
        <translation>기울기의 부호가 바뀔 때와 그대로일 때 스텝 크기에 곱하는 값입니다.</translation>
    </message>
    <message>
        <source>What each cut multiplies the learning rate by.</source>
        <translation>낮출 때마다 학습률에 곱하는 값입니다.</translation>
    </message>
    <message>
        <source>What each drop multiplies the learning rate by.</source>
        <translation>떨어질 때마다 학습률에 곱하는 값입니다.</translation>
    </message>
    <message>
        <source>What the sum of squared gradients starts with.</source>
        <translation>기울기 제곱합의 시작값입니다.</translation>
    </message>
    <message>
        <source>Where the examples come from.</source>
        <translation>예시의 출처입니다.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>개</translation>
    </message>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>min</source>
        <translation>분</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>상주</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>streamed</source>
        <translation>스트리밍</translation>
    </message>
    <message>
        <source>units</source>
        <translation>유닛</translation>
    </message>
</context>
<context>
    <name>self.words</name>
    <message>
        <source>This cannot be listed</source>
        <translation>목록을 만들 수 없습니다</translation>
    </message>
</context>
<context>
    <name>trainer_core</name>
    <message>
        <source>A run is under way. Stop it first.</source>
        <translation>실행 중입니다. 먼저 중지하세요.</translation>
    </message>
    <message>
        <source>A schedule that ends with the run is stretched to the new length.</source>
        <translation>실행과 함께 끝나는 스케줄은 새 길이에 맞춰 늘어납니다.</translation>
    </message>
    <message>
        <source>An unexpected error: {error}</source>
        <translation>예상하지 못한 오류: {error}</translation>
    </message>
    <message>
        <source>Another program is downloading into {folder} now. Wait until it is done and try again.</source>
        <translation>다른 프로그램이 지금 이 폴더에 내려받고 있습니다: {folder}. 끝난 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Delete {folder} and try again.</source>
        <translation>이 폴더를 삭제하고 다시 시도하세요: {folder}</translation>
    </message>
    <message>
        <source>Fashion-MNIST is read.</source>
        <translation>Fashion-MNIST를 읽었습니다.</translation>
    </message>
    <message>
        <source>Files cannot be written into {folder} ({reason}). Free some space there or make it writable, or name another folder in the environment variable {variable}.</source>
        <translation>폴더에 파일을 쓸 수 없습니다: {folder} ({reason}). 공간을 비우거나 쓰기를 허용하거나, 환경 변수 {variable}에 다른 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>From batch {step} on: {change}.</source>
        <translation>배치 {step}부터: {change}.</translation>
    </message>
    <message>
        <source>From here on the learning rate is that of the new curve.</source>
        <translation>이제부터 학습률은 새 곡선을 따릅니다.</translation>
    </message>
    <message>
        <source>From here on training images are changed in another way.</source>
        <translation>이제부터 학습 이미지를 다른 방식으로 바꿉니다.</translation>
    </message>
    <message>
        <source>From the next batch on.</source>
        <translation>다음 배치부터 적용됩니다.</translation>
    </message>
    <message>
        <source>It can be: auto, cpu, mps, cuda, or one CUDA device such as cuda:0</source>
        <translation>가능한 값: auto, cpu, mps, cuda 또는 cuda:0 같은 CUDA 장치 하나</translation>
    </message>
    <message>
        <source>It should be a finite number</source>
        <translation>유한한 수여야 합니다</translation>
    </message>
    <message>
        <source>It should be a list</source>
        <translation>목록이어야 합니다</translation>
    </message>
    <message>
        <source>It should be a number</source>
        <translation>수여야 합니다</translation>
    </message>
    <message>
        <source>It should be a section: [{field}] and its settings below it</source>
        <translation>[{field}] 섹션과 그 아래 설정이어야 합니다</translation>
    </message>
    <message>
        <source>It should be a table of texts</source>
        <translation>텍스트의 표여야 합니다</translation>
    </message>
    <message>
        <source>It should be a text</source>
        <translation>텍스트여야 합니다</translation>
    </message>
    <message>
        <source>It should be a whole number</source>
        <translation>정수여야 합니다</translation>
    </message>
    <message>
        <source>It should be greater than or equal to {ge}</source>
        <translation>{ge} 이상이어야 합니다</translation>
    </message>
    <message>
        <source>It should be greater than {gt}</source>
        <translation>{gt}보다 커야 합니다</translation>
    </message>
    <message>
        <source>It should be less than or equal to {le}</source>
        <translation>{le} 이하여야 합니다</translation>
    </message>
    <message>
        <source>It should be less than {lt}</source>
        <translation>{lt}보다 작아야 합니다</translation>
    </message>
    <message>
        <source>It should be true or false</source>
        <translation>true나 false여야 합니다</translation>
    </message>
    <message>
        <source>It should be {expected}</source>
        <translation>가능한 값: {expected}</translation>
    </message>
    <message>
        <source>It should have more values</source>
        <translation>값이 더 있어야 합니다</translation>
    </message>
    <message>
        <source>It was trained with {name} {then} and replayed with {now}, so the last bits may differ.</source>
        <translation>{name} {then}에서 학습하고 {now}에서 재현했으므로 마지막 비트가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>Its keys should be texts</source>
        <translation>키는 텍스트여야 합니다</translation>
    </message>
    <message>
        <source>Losses before and after are not of the same measure; the best epoch is still the one found so far.</source>
        <translation>전과 후의 손실은 같은 척도가 아닙니다. 최고 에포크는 지금까지 찾은 것을 그대로 둡니다.</translation>
    </message>
    <message>
        <source>No GPU that this PyTorch can use was found, so the CPU computes.</source>
        <translation>이 PyTorch가 쓸 수 있는 GPU가 없어 CPU로 계산합니다.</translation>
    </message>
    <message>
        <source>No run is under way. Start one first.</source>
        <translation>실행 중이 아닙니다. 먼저 시작하세요.</translation>
    </message>
    <message>
        <source>No step is paused here. Pause the run inside a batch first.</source>
        <translation>멈춰 있는 단계가 없습니다. 먼저 배치 안에서 실행을 일시정지하세요.</translation>
    </message>
    <message>
        <source>No step is under way here: what is done is counted. Continue into the next batch, and then back in it.</source>
        <translation>여기에서는 진행 중인 단계가 없습니다. 끝난 배치는 이미 반영되었습니다. 다음 배치로 진행한 뒤 그 안에서 되돌아가세요.</translation>
    </message>
    <message>
        <source>Not one tensor in {path} fits the model by name and shape. Give weights of a model like it.</source>
        <translation>이름과 모양이 모델에 맞는 텐서가 하나도 없습니다: {path}. 같은 구조의 모델 가중치를 주세요.</translation>
    </message>
    <message>
        <source>Nothing was chosen of {path}. Choose a key at least.</source>
        <translation>{path}: 고른 것이 없습니다. 키를 하나 이상 고르세요.</translation>
    </message>
    <message>
        <source>On {device} some operations add up in no fixed order. With training.deterministic on, the same bits come each time.</source>
        <translation>{device} 장치에서는 일부 연산의 더하는 순서가 일정하지 않습니다. training.deterministic을 켜면 매번 같은 비트가 나옵니다.</translation>
    </message>
    <message>
        <source>Reading Fashion-MNIST.</source>
        <translation>Fashion-MNIST를 읽는 중입니다.</translation>
    </message>
    <message>
        <source>Reading an example twice gives two results, so it is read again in each epoch; the seed decides how.</source>
        <translation>같은 예시를 두 번 읽으면 결과가 달라 에포크마다 새로 읽습니다. 결과는 시드로 정해집니다.</translation>
    </message>
    <message>
        <source>Reinstall Training Studio.</source>
        <translation>Training Studio를 다시 설치하세요.</translation>
    </message>
    <message>
        <source>Stopped before it was done; nothing was changed.</source>
        <translation>끝나기 전에 중지했습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Stopped while preparing; nothing was changed.</source>
        <translation>준비 중에 중지했습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Testing the weights on the {split} set</source>
        <translation>가중치를 테스트하는 중: {split}</translation>
    </message>
    <message>
        <source>The averages that the old optimizer kept are lost; the new one starts without.</source>
        <translation>이전 옵티마이저가 쌓아 둔 평균은 사라집니다. 새 옵티마이저는 평균 없이 시작합니다.</translation>
    </message>
    <message>
        <source>The best epoch so far stays until one beats its result by the new measure.</source>
        <translation>지금까지의 최고 에포크는 새 기준으로 더 나은 에포크가 나올 때까지 유지됩니다.</translation>
    </message>
    <message>
        <source>A run can have at most {most} tags, and it would have {number}. Remove some.</source>
        <translation>실행의 태그는 {most}개까지인데 {number}개가 됩니다. 몇 개를 빼세요.</translation>
    </message>
    <message>
        <source>A tag has {length:,} characters; at most {longest:,} are allowed. Shorten it.</source>
        <translation>태그가 {length:,}자입니다. {longest:,}자까지 쓸 수 있으니 줄이세요.</translation>
    </message>
    <message>
        <source>Downloading {file}: {have} MB.</source>
        <translation>내려받는 중: {file}, {have} MB.</translation>
    </message>
    <message>
        <source>Downloading {file}: {have} of {total} MB.</source>
        <translation>내려받는 중: {file}, {have}/{total} MB.</translation>
    </message>
    <message>
        <source>Replayed {batches} from the beginning of the run</source>
        <translation>실행의 처음부터 {batches}를 재현했습니다</translation>
    </message>
    <message>
        <source>Replayed {batches} from the snapshot after batch {first}</source>
        <translation>배치 {first} 뒤의 스냅샷에서 {batches}를 재현했습니다</translation>
    </message>
    <message>
        <source>Run {run} began: {length}, kept in {folder}.</source>
        <translation>실행 {run} 시작: {length}, 보관 위치 {folder}</translation>
    </message>
    <message>
        <source>Run {run} began: {length}, not kept on disk.</source>
        <translation>실행 {run} 시작: {length}, 디스크에 보관하지 않습니다.</translation>
    </message>
    <message>
        <source>Run {run} resumed after batch {step}: {length}, kept in {folder}.</source>
        <translation>실행 {run} 계속, 배치 {step} 뒤부터: {length}, 보관 위치 {folder}</translation>
    </message>
    <message>
        <source>The data does not fit into the memory of {device}. Set data.placement to &quot;streamed&quot; or &quot;auto&quot;.</source>
        <translation>데이터가 {device} 장치의 메모리에 들어가지 않습니다. data.placement를 &quot;streamed&quot;나 &quot;auto&quot;로 하세요.</translation>
    </message>
    <message>
        <source>The device ran out of memory.</source>
        <translation>장치의 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>The engine had to stop: {error}</source>
        <translation>엔진이 멈췄습니다: {error}</translation>
    </message>
    <message>
        <source>The folder of the runs, {path}, cannot be read: {reason}. Choose another one, or change its permissions.</source>
        <translation>실행을 보관하는 폴더를 읽을 수 없습니다: {path} ({reason}). 다른 폴더를 고르거나 권한을 바꾸세요.</translation>
    </message>
    <message>
        <source>The forward passes are computed in {precision}, which is the fastest here.</source>
        <translation>순전파를 이 장치에서 가장 빠른 {precision}(으)로 계산합니다.</translation>
    </message>
    <message>
        <source>The group of batches under way is cut short: its step is a smaller one.</source>
        <translation>진행 중인 배치 묶음은 중간에 끊깁니다. 그 스텝은 더 적은 배치로 합니다.</translation>
    </message>
    <message>
        <source>The model did not take the weights in {path}: {reason}. It is as it was.</source>
        <translation>모델이 가중치를 받지 않았습니다: {path} ({reason}). 모델은 그대로입니다.</translation>
    </message>
    <message>
        <source>The model has learnt from inputs of the other kind and would see numbers that it does not know. Start a new run.</source>
        <translation>모델은 다른 종류의 입력으로 배웠으므로 모르는 수를 보게 됩니다. 새 실행을 시작하세요.</translation>
    </message>
    <message>
        <source>The name has {length:,} characters; at most {longest:,} are allowed. Shorten it.</source>
        <translation>이름이 {length:,}자입니다. {longest:,}자까지 쓸 수 있으니 줄이세요.</translation>
    </message>
    <message>
        <source>The note has {length:,} characters; at most {longest:,} are allowed. Shorten it.</source>
        <translation>메모가 {length:,}자입니다. {longest:,}자까지 쓸 수 있으니 줄이세요.</translation>
    </message>
    <message>
        <source>The number of images in {path} ({images}) is not that of labels in {other} ({labels}). {remedy}</source>
        <translation>{path}의 이미지 수({images})가 {other}의 라벨 수({labels})와 다릅니다. {remedy}</translation>
    </message>
    <message>
        <source>The processes that load the data have stopped or do not answer ({reason}). Train with data.workers = 0, or free some memory and try again.</source>
        <translation>데이터를 읽는 프로세스가 멈췄거나 응답하지 않습니다({reason}). data.workers = 0으로 학습하거나 메모리를 비우고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The recipe asks for the device {asked}, and this machine has: {there}. Choose one of these, or “auto”.</source>
        <translation>레시피가 요청한 장치 {asked} 없음. 이 컴퓨터의 장치: {there}. 이 중에서 고르거나 “auto”를 쓰세요.</translation>
    </message>
    <message>
        <source>The renames leave nothing of the name {key} in {path}. Change them, or leave the key out.</source>
        <translation>{path}: 이름을 바꾸면 {key}의 이름이 남지 않습니다. 바꾸기를 고치거나 이 키를 빼세요.</translation>
    </message>
    <message>
        <source>The run began with {name} {then} and is resumed with {now}: its last bits may differ.</source>
        <translation>실행은 {name} {then}에서 시작했고 {now}에서 계속합니다. 마지막 비트가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The run is resumed from the snapshot before, after batch {step}.</source>
        <translation>실행은 그 앞의 스냅샷, 배치 {step} 뒤에서 계속합니다.</translation>
    </message>
    <message>
        <source>The run in {path} cannot be written ({reason}), only looked at. Change the folder&apos;s permissions, or copy it to another place.</source>
        <translation>실행에 쓸 수 없고 볼 수만 있습니다: {path} ({reason}). 폴더의 권한을 바꾸거나 다른 곳에 복사하세요.</translation>
    </message>
    <message>
        <source>A CPU trains the quick CNN on {n:,} pictures at {side} × {side} pixels, {epochs} times each; two cores take about {time}.</source>
        <translation>CPU에서는 빠른 CNN을 {side} × {side}픽셀 이미지 {n:,}장으로 {epochs}번씩 학습합니다. 코어 두 개로 {time} 정도 걸립니다.</translation>
    </message>
    <message>
        <source>A DataLoader makes batches</source>
        <translation>DataLoader는 배치를 만듭니다</translation>
    </message>
    <message>
        <source>A Dataset of one&apos;s own</source>
        <translation>직접 만든 Dataset</translation>
    </message>
    <message>
        <source>A GPU trains the strong CNN on {n:,} pictures at {side} × {side} pixels, {epochs} times each.</source>
        <translation>GPU에서는 강한 CNN을 {side} × {side}픽셀 이미지 {n:,}장으로 {epochs}번씩 학습합니다.</translation>
    </message>
    <message>
        <source>A change in the array is seen in the tensor</source>
        <translation>배열을 바꾸면 텐서도 바뀝니다</translation>
    </message>
    <message>
        <source>A change in the tensor is seen in the array</source>
        <translation>텐서를 바꾸면 배열도 바뀝니다</translation>
    </message>
    <message>
        <source>A checkpointed part recomputes its forward pass during backward, and has a graph only then. It is shown as a single node, CheckpointFunctionBackward.</source>
        <translation>체크포인트를 쓰는 부분은 backward 중에 forward를 다시 계산하며, 그래프도 그때만 있습니다. 그래서 CheckpointFunctionBackward 노드 하나로 표시합니다.</translation>
    </message>
    <message>
        <source>A convolution the other way round: makes its input larger.</source>
        <translation>합성곱을 거꾸로 적용해 입력을 더 크게 만듭니다.</translation>
    </message>
    <message>
        <source>A function without state beside a module with state</source>
        <translation>상태 없는 함수와 상태 있는 모듈</translation>
    </message>
    <message>
        <source>A gradient is not finite.</source>
        <translation>유한하지 않은 기울기가 있습니다.</translation>
    </message>
    <message>
        <source>A graph follows Python&apos;s own control flow</source>
        <translation>그래프는 Python의 제어 흐름을 따릅니다</translation>
    </message>
    <message>
        <source>A larger batch would be more than the training examples, or than a recipe allows.</source>
        <translation>더 큰 배치는 학습 예시 수 또는 레시피가 허용하는 크기를 넘습니다.</translation>
    </message>
    <message>
        <source>A module of one&apos;s own</source>
        <translation>직접 만든 모듈</translation>
    </message>
    <message>
        <source>A part is taken over with strict=False</source>
        <translation>strict=False로 일부만 가져오기</translation>
    </message>
    <message>
        <source>A pickled model breaks when its class moves; a state_dict does not</source>
        <translation>클래스를 옮기면 피클한 모델은 깨지고, state_dict는 괜찮습니다</translation>
    </message>
    <message>
        <source>A process that reads examples of {name} has died or does not answer ({reason}). Look at what its __getitem__ calls, or give the computer more memory, and try again.</source>
        <translation>{name}의 예시를 읽던 프로세스가 죽었거나 응답하지 않습니다({reason}). __getitem__이 호출하는 코드를 살펴보거나 메모리를 확보한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>A quote is opened and not closed, so the file was read line by line, and a value cannot span lines.</source>
        <translation>따옴표가 열리고 닫히지 않아 파일을 한 줄씩 읽었습니다. 값은 여러 줄에 걸칠 수 없습니다.</translation>
    </message>
    <message>
        <source>A replay moves by batches or epochs; what happened inside a batch was not recorded.</source>
        <translation>재생은 배치나 에포크 단위로만 이동합니다. 배치 안에서 일어난 일은 기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>A slice can be assigned to</source>
        <translation>슬라이스에 값 넣기</translation>
    </message>
    <message>
        <source>A smaller batch size (now {batch_size}) needs less.</source>
        <translation>배치 크기를 줄이면(현재 {batch_size}) 메모리를 덜 씁니다.</translation>
    </message>
    <message>
        <source>A smooth ReLU that dips below 0.</source>
        <translation>0 아래로 살짝 내려가는 매끄러운 ReLU입니다.</translation>
    </message>
    <message>
        <source>A smooth ReLU that is always above 0.</source>
        <translation>항상 0보다 큰 매끄러운 ReLU입니다.</translation>
    </message>
    <message>
        <source>A smooth ReLU, x times its sigmoid; also called Swish.</source>
        <translation>x에 시그모이드를 곱한 매끄러운 ReLU로, Swish라고도 합니다.</translation>
    </message>
    <message>
        <source>A smooth ReLU; usual in transformers.</source>
        <translation>트랜스포머에서 흔히 쓰는 매끄러운 ReLU입니다.</translation>
    </message>
    <message>
        <source>A state_dict is names and tensors</source>
        <translation>state_dict는 이름과 텐서입니다</translation>
    </message>
    <message>
        <source>A tensor is made on the CPU here, and a batch may lie on a GPU. Make it with device=x.device.</source>
        <translation>여기서 텐서를 CPU에 만드는데 배치는 GPU에 있을 수 있습니다. device=x.device로 만드세요.</translation>
    </message>
    <message>
        <source>A tensor that a node had saved for backward was changed in place afterwards.</source>
        <translation>노드가 역전파를 위해 저장한 텐서가 그 뒤에 in-place로 바뀌었습니다.</translation>
    </message>
    <message>
        <source>A tensor that requires a gradient has no .numpy()</source>
        <translation>기울기가 필요한 텐서에는 .numpy()를 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>A training run recorded by Training Studio. This page computes nothing.</source>
        <translation>Training Studio가 기록한 학습 과정입니다. 이 페이지에서는 아무것도 계산하지 않습니다.</translation>
    </message>
    <message>
        <source>A value minus its tanh.</source>
        <translation>값에서 tanh를 뺍니다.</translation>
    </message>
    <message>
        <source>A value that the gradients need was changed in place ({error}). Write x = x + y instead of x += y, and take inplace=True out.</source>
        <translation>기울기 계산에 필요한 값이 제자리에서 바뀌었습니다({error}). x += y 대신 x = x + y로 쓰고 inplace=True를 빼세요.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성화 함수</translation>
    </message>
    <message>
        <source>Adam&apos;s first step with the numbers filled in</source>
        <translation>숫자를 넣어 본 Adam의 첫 스텝</translation>
    </message>
    <message>
        <source>Adam: a rate for each parameter, so both steps are alike</source>
        <translation>Adam: 파라미터마다 다른 학습률, 스텝이 비슷합니다</translation>
    </message>
    <message>
        <source>Add examples of another class: there is nothing to tell apart.</source>
        <translation>다른 클래스의 예시를 추가하세요. 구분할 것이 없습니다.</translation>
    </message>
    <message>
        <source>Add examples, or join such classes with others: what is this rare is hardly learnt.</source>
        <translation>예시를 추가하거나 다른 클래스와 합치세요. 이렇게 드문 클래스는 거의 학습되지 않습니다.</translation>
    </message>
    <message>
        <source>Added noise to {what}: {amount} of the standard deviation of its weights, seed {seed}.</source>
        <translation>{what}에 가중치 표준편차의 {amount}인 잡음을 더했습니다(시드 {seed}).</translation>
    </message>
    <message>
        <source>Adds what comes in to what its layers make of it; deep networks learn better.</source>
        <translation>들어온 값을 내부 층의 결과에 더합니다. 깊은 신경망이 더 잘 학습됩니다.</translation>
    </message>
    <message>
        <source>All are brought to {side} × {side}: what is smaller is blurred, what is larger loses detail.</source>
        <translation>모두 {side} × {side}로 맞춥니다. 작은 이미지는 흐려지고 큰 이미지는 세부가 사라집니다.</translation>
    </message>
    <message>
        <source>All pictures in {path} are of one class, {name}. Put pictures of another class into a folder beside it.</source>
        <translation>{path}의 이미지가 모두 한 클래스({name})입니다. 다른 클래스의 이미지를 옆 폴더에 넣으세요.</translation>
    </message>
    <message>
        <source>All that helps, together</source>
        <translation>효과 있는 것 모두</translation>
    </message>
    <message>
        <source>All training examples are of one class, {name}.</source>
        <translation>학습 예시가 모두 한 클래스({name})입니다.</translation>
    </message>
    <message>
        <source>All weights of {layer} are equal, so their standard deviation is 0 and noise cannot be scaled by it. Set or swap them instead.</source>
        <translation>{layer}의 가중치가 모두 같아 표준편차가 0이므로 잡음의 크기를 정할 수 없습니다. 값을 직접 설정하거나 다른 층으로 바꾸세요.</translation>
    </message>
    <message>
        <source>An example takes {milliseconds} ms, so that reading all {length:,} takes about {minutes} min in one process.</source>
        <translation>예시 하나에 {milliseconds} ms가 걸려, {length:,}개를 모두 읽으려면 프로세스 하나로 약 {minutes}분이 걸립니다.</translation>
    </message>
    <message>
        <source>An in-place operation has modified it since the module returned it. It is shown as it is now; step back to see it as it was.</source>
        <translation>모듈이 출력한 뒤에 in-place 연산이 값을 바꾸었습니다. 지금 값을 표시합니다. 원래 값을 보려면 앞 단계로 돌아가세요.</translation>
    </message>
    <message>
        <source>Another program is reading these pictures now; waiting until it is done.</source>
        <translation>다른 프로그램이 이 이미지를 읽고 있어 끝날 때까지 기다립니다.</translation>
    </message>
    <message>
        <source>Answers can be drawn over one or two inputs, and each example of {title} has more.</source>
        <translation>답은 입력이 하나나 둘일 때 그릴 수 있는데, {title}의 예시는 입력이 더 많습니다.</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>현재 그대로</translation>
    </message>
    <message>
        <source>Asking the model about the training examples</source>
        <translation>모델에 학습 예시를 물어보는 중</translation>
    </message>
    <message>
        <source>Attributes register themselves, those in a list do not</source>
        <translation>속성은 저절로 등록되고, 리스트 안에서는 등록되지 않습니다</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>평균 정밀도</translation>
    </message>
    <message>
        <source>Backward a second time through the same graph is an error</source>
        <translation>같은 그래프를 두 번 역전파하면 오류입니다</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>균형 정확도</translation>
    </message>
    <message>
        <source>Batch norm in training mode, and in evaluation mode</source>
        <translation>학습 모드와 평가 모드의 배치 정규화</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>최고 에포크</translation>
    </message>
    <message>
        <source>Binary cross-entropy with the numbers filled in</source>
        <translation>숫자를 넣어 본 이진 교차 엔트로피</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>Brings each channel of each example to mean 0 and variance 1.</source>
        <translation>각 예시의 채널마다 평균 0, 분산 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>Brings each channel to mean 0 and variance 1 over the batch.</source>
        <translation>배치 전체에서 채널마다 평균 0, 분산 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>Brings each example to mean 0 and variance 1 over its features.</source>
        <translation>각 예시의 특징들을 평균 0, 분산 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>Brings each feature to mean 0 and variance 1 over the batch.</source>
        <translation>배치 전체에서 특징마다 평균 0, 분산 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>Brings groups of channels to mean 0 and variance 1 in each example.</source>
        <translation>각 예시에서 채널 그룹마다 평균 0, 분산 1로 맞춥니다.</translation>
    </message>
    <message>
        <source>Builds its layers several times, one after another.</source>
        <translation>내부 층을 여러 번 이어서 만듭니다.</translation>
    </message>
    <message>
        <source>By the column {column} of {table} several pictures belong together, and the split does not respect it: the {count:,} pictures of {group} can be both in training and in the test.</source>
        <translation>{table}의 열 {column}에 따라 여러 이미지가 한데 묶이는데, 분할이 이를 고려하지 않습니다. {group}의 이미지 {count:,}장이 학습과 테스트에 함께 들어갈 수 있습니다.</translation>
    </message>
    <message>
        <source>By the column {name} several rows belong together, and the split does not respect it: rows of one {name} can be both in training and in the test.</source>
        <translation>열 {name}에 따라 여러 행이 한데 묶이는데 데이터를 나눌 때 반영되지 않았습니다. {name} 값이 같은 행이 학습과 테스트 양쪽에 들어갈 수 있습니다.</translation>
    </message>
    <message>
        <source>Calculating</source>
        <translation>계산하기</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>보정 오차</translation>
    </message>
    <message>
        <source>Channels last</source>
        <translation>채널 마지막(channels last)</translation>
    </message>
    <message>
        <source>Channels last and bfloat16</source>
        <translation>채널 마지막 + bfloat16</translation>
    </message>
    <message>
        <source>Check whether they are mistakes, or stand for unknown values (-999). Such values dominate the loss.</source>
        <translation>실수이거나, 모르는 값을 나타낸 것(-999)인지 확인하세요. 이런 값이 손실을 좌우합니다.</translation>
    </message>
    <message>
        <source>Checking the data.</source>
        <translation>데이터를 점검하는 중입니다.</translation>
    </message>
    <message>
        <source>Columns of lists, structures or bytes cannot be learnt from and were left out: {names}.</source>
        <translation>목록, 구조체, 바이트로 된 열은 학습할 수 없어 뺐습니다: {names}.</translation>
    </message>
    <message>
        <source>Comparing the models layer by layer</source>
        <translation>모델을 층별로 비교하는 중</translation>
    </message>
    <message>
        <source>Comparing with the training examples</source>
        <translation>학습 예시와 비교하는 중</translation>
    </message>
    <message>
        <source>Compiled</source>
        <translation>컴파일</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>합성곱</translation>
    </message>
    <message>
        <source>Correlation of answer and truth, from -1 to 1, at threshold 0.5; 0 is guessing.</source>
        <translation>임계값 0.5에서 답과 정답의 상관관계로 -1에서 1까지이며, 0은 찍는 수준입니다.</translation>
    </message>
    <message>
        <source>Cross-entropy is LogSoftmax, then NLL</source>
        <translation>교차 엔트로피는 LogSoftmax 다음 NLL입니다</translation>
    </message>
    <message>
        <source>Cross-entropy with the numbers filled in</source>
        <translation>숫자를 넣어 본 교차 엔트로피</translation>
    </message>
    <message>
        <source>Cuts values off at a minimum and a maximum.</source>
        <translation>값을 최솟값과 최댓값에서 자릅니다.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Decoded, these pictures take {needed}, and of the {limit} that {folder} may hold {used} are in use. Choose a smaller side length, or allow more gigabytes in the environment variable {variable}.</source>
        <translation>이 이미지를 디코딩하면 {needed}가 필요한데, {folder}의 한도 {limit} 중 {used}가 사용 중입니다. 한 변의 길이를 줄이거나 환경 변수 {variable}에서 한도(GB)를 늘리세요.</translation>
    </message>
    <message>
        <source>Decoded, these pictures take {needed}, and only {free} are free in {folder}. Make room there, or choose a smaller side length.</source>
        <translation>이 이미지를 디코딩하면 {needed}가 필요한데, {folder}에 남은 공간은 {free}뿐입니다. 공간을 확보하거나 한 변의 길이를 줄이세요.</translation>
    </message>
    <message>
        <source>Delete {folder} and try again; it is then downloaded again.</source>
        <translation>이 폴더를 삭제하고 다시 시도하면 새로 내려받습니다: {folder}</translation>
    </message>
    <message>
        <source>Divides each example by the root mean square of its features.</source>
        <translation>각 예시를 특징들의 제곱평균제곱근으로 나눕니다.</translation>
    </message>
    <message>
        <source>Divides each value by how active the neighbouring channels are.</source>
        <translation>각 값을 이웃 채널의 활성 정도로 나눕니다.</translation>
    </message>
    <message>
        <source>Divides one dimension into several.</source>
        <translation>한 차원을 여러 차원으로 나눕니다.</translation>
    </message>
    <message>
        <source>Draw every class equally often.</source>
        <translation>모든 클래스를 똑같은 빈도로 뽑습니다.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>드롭아웃</translation>
    </message>
    <message>
        <source>Dropout in training mode, and in evaluation mode</source>
        <translation>학습 모드와 평가 모드의 드롭아웃</translation>
    </message>
    <message>
        <source>Dropout that keeps mean and variance, for SELU.</source>
        <translation>평균과 분산을 유지하는, SELU용 드롭아웃입니다.</translation>
    </message>
    <message>
        <source>ELU scaled so that deep networks keep mean 0 and variance 1.</source>
        <translation>깊은 신경망에서도 평균 0, 분산 1이 유지되도록 조정한 ELU입니다.</translation>
    </message>
    <message>
        <source>ELU without a corner at 0.</source>
        <translation>0에서 꺾이지 않는 ELU입니다.</translation>
    </message>
    <message>
        <source>Element by element: the operator, add and mul</source>
        <translation>원소별 계산: 연산자와 add, mul</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>임베딩</translation>
    </message>
    <message>
        <source>Embedding looks up whole numbers, and the layers before it make fractions. Put it first, where the values are still those of the data.</source>
        <translation>Embedding은 정수를 찾아보는 층인데 앞의 층들이 실수를 만듭니다. 값이 아직 데이터 그대로인 맨 앞에 두세요.</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}: loss {loss}, {metric} {value} in training.</source>
        <translation>에포크 {epoch}/{epochs}: 학습 손실 {loss}, {metric} {value}.</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}: loss {loss}, {metric} {value} on validation, best so far.</source>
        <translation>에포크 {epoch}/{epochs}: 검증 손실 {loss}, {metric} {value}, 지금까지 최고.</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}: loss {loss}, {metric} {value} on validation.</source>
        <translation>에포크 {epoch}/{epochs}: 검증 손실 {loss}, {metric} {value}.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>에포크</translation>
    </message>
    <message>
        <source>Evaluating the model changed by hand</source>
        <translation>직접 변경한 모델을 평가하는 중</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs.</source>
        <translation>모든 출력이 모든 입력의 가중합입니다.</translation>
    </message>
    <message>
        <source>Example {index:,} has the shape {shape}, and example {first:,} has {other}. Bring all to one shape, pictures for example with torchvision.transforms.Resize((64, 64)).</source>
        <translation>예시 {index:,}의 모양은 {shape}인데 예시 {first:,}의 모양은 {other}입니다. 모두 같은 모양으로 맞추세요. 이미지라면 torchvision.transforms.Resize((64, 64)) 등을 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Example {index:,} is a dict ({keys}). Return a pair instead, such as example[“image”], example[“label”].</source>
        <translation>예시 {index:,}이(가) dict입니다({keys}). 대신 example[“image”], example[“label”] 같은 쌍을 반환하세요.</translation>
    </message>
    <message>
        <source>Example {index:,} is on {device}. Return CPU tensors: batches are moved to the device for you.</source>
        <translation>예시 {index:,}이(가) {device} 장치에 있습니다. CPU 텐서를 반환하세요. 배치는 자동으로 장치에 옮겨집니다.</translation>
    </message>
    <message>
        <source>Example {index:,} is {type}, and not an input with its target. Return input, target.</source>
        <translation>예시 {index:,}이(가) 입력과 타깃의 쌍이 아니라 {type}입니다. input, target을 반환하세요.</translation>
    </message>
    <message>
        <source>Examples per second</source>
        <translation>초당 예시 수</translation>
    </message>
    <message>
        <source>Explaining the answer</source>
        <translation>답을 설명하는 중</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Flatten all dimensions</source>
        <translation>모든 차원 펼치기</translation>
    </message>
    <message>
        <source>Flatten goes from dimension {start} to {end}, and what comes in has the dimensions 1 to {last} ({shape}).</source>
        <translation>Flatten은 차원 {start}부터 {end}까지 펼치는데, 들어오는 값의 차원은 1부터 {last}까지입니다({shape}).</translation>
    </message>
    <message>
        <source>Flatten keeps the batch</source>
        <translation>Flatten은 배치 차원을 남깁니다</translation>
    </message>
    <message>
        <source>For a batch of one example it answers {shape} instead of {expected}. Give squeeze() the dimension.</source>
        <translation>예시가 하나인 배치에 {expected} 대신 {shape}(으)로 답합니다. squeeze()에 차원을 지정하세요.</translation>
    </message>
    <message>
        <source>For ordinary answers it is NaN or infinity, and is then left out.</source>
        <translation>평범한 답에 대해 NaN이나 무한대가 되며, 그때는 기록에서 빠집니다.</translation>
    </message>
    <message>
        <source>For small pictures the first convolution is 3 × 3 with stride 1 in place of 7 × 7 with stride 2, and no pooling follows it.</source>
        <translation>작은 이미지에 맞게 첫 합성곱은 스트라이드 2의 7 × 7 대신 스트라이드 1의 3 × 3이고, 뒤에 풀링이 없습니다.</translation>
    </message>
    <message>
        <source>For {given} examples it answers {shape}: the first length should stay {given}. Check view and reshape; flatten with x.flatten(1).</source>
        <translation>예시 {given}개에 대한 답이 {shape}입니다. 첫 번째 길이는 {given} 그대로여야 합니다. view와 reshape를 확인하고, x.flatten(1)로 펼치세요.</translation>
    </message>
    <message>
        <source>From NumPy: float64 stays float64</source>
        <translation>NumPy로 만들기: float64는 그대로 float64</translation>
    </message>
    <message>
        <source>From epoch {epoch} on “{pattern}” is trained too: {count:,} parameters.</source>
        <translation>에폭 {epoch}부터 “{pattern}”도 학습합니다: 파라미터 {count:,}개.</translation>
    </message>
    <message>
        <source>From here on parameters are trained and frozen as these groups say.</source>
        <translation>여기부터 파라미터를 이 그룹에 따라 학습하고 동결합니다.</translation>
    </message>
    <message>
        <source>From here on the run was once changed by hand ({what}), which is not done again.</source>
        <translation>예전에는 여기서부터 직접 변경({what})한 상태였지만, 이번에는 다시 적용하지 않습니다.</translation>
    </message>
    <message>
        <source>From lists: the type follows from the numbers</source>
        <translation>리스트로 만들기: 자료형은 숫자를 따릅니다</translation>
    </message>
    <message>
        <source>From the next batch on examples are drawn in another way.</source>
        <translation>다음 배치부터 예시를 다른 방식으로 뽑습니다.</translation>
    </message>
    <message>
        <source>From the next batch on, examples have the labels that these corrections give them.</source>
        <translation>다음 배치부터 예시는 이 수정에 적힌 레이블을 따릅니다.</translation>
    </message>
    <message>
        <source>GLU halves what comes in along dimension {dim}, and {size:,} cannot be halved.</source>
        <translation>GLU는 들어온 값을 차원 {dim}에서 반으로 나누는데, {size:,}은(는) 반으로 나눌 수 없습니다.</translation>
    </message>
    <message>
        <source>Nothing is computed during a replay. Close the replay first.</source>
        <translation>재생 중에는 아무것도 계산하지 않습니다. 먼저 재생을 닫으세요.</translation>
    </message>
    <message>
        <source>Pads each edge with the values from the opposite edge.</source>
        <translation>각 가장자리를 반대쪽 가장자리의 값으로 채웁니다.</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Gradients add up until they are cleared</source>
        <translation>기울기는 비울 때까지 더해집니다</translation>
    </message>
    <message>
        <source>Gradients were added to .grad, and the saved tensors were freed.</source>
        <translation>기울기를 .grad에 더하고 저장된 텐서를 해제했습니다.</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall of the positive class, at threshold 0.5.</source>
        <translation>임계값 0.5에서 양성 클래스의 정밀도와 재현율의 조화 평균입니다.</translation>
    </message>
    <message>
        <source>How far confidence is from being right, on average over 15 bins of confidence.</source>
        <translation>확신과 실제로 맞힌 비율의 차이를 확신 구간 15개에 대해 평균한 값입니다.</translation>
    </message>
    <message>
        <source>How likely a positive example gets a higher score than a negative one; 0.5 is guessing.</source>
        <translation>양성 예시가 음성 예시보다 높은 점수를 받을 확률입니다. 0.5는 찍는 수준입니다.</translation>
    </message>
    <message>
        <source>How many parameters there are</source>
        <translation>파라미터의 개수</translation>
    </message>
    <message>
        <source>How surprised the model is by the right answer: the mean negative logarithm of its probability.</source>
        <translation>정답에 모델이 얼마나 놀라는지 나타냅니다. 정답 확률의 음의 로그 평균입니다.</translation>
    </message>
    <message>
        <source>If that is intended, there is nothing to do. Otherwise move {folder} next to the other class folders, or choose another folder.</source>
        <translation>의도한 것이라면 그대로 두면 됩니다. 아니라면 {folder}을(를) 다른 클래스 폴더들과 나란히 두거나 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>If they are one thing measured twice, keep one of them, or split by a column that says so.</source>
        <translation>같은 것을 두 번 잰 것이라면 하나만 남기거나, 그것을 알려 주는 열로 나누세요.</translation>
    </message>
    <message>
        <source>If {deeper} are the classes, choose one of {classes} as the folder, or put pictures of one class into one folder.</source>
        <translation>{deeper}이(가) 클래스라면 {classes} 중 하나를 폴더로 고르거나, 한 클래스의 이미지를 한 폴더에 모으세요.</translation>
    </message>
    <message>
        <source>In eval() it answers the same batch differently each time. Use nn.Dropout, or F.dropout(x, training=self.training).</source>
        <translation>eval()에서 같은 배치에 매번 다르게 답합니다. nn.Dropout 또는 F.dropout(x, training=self.training)을 쓰세요.</translation>
    </message>
    <message>
        <source>In repetition {number}: {problem}</source>
        <translation>{number}번째 반복: {problem}</translation>
    </message>
    <message>
        <source>Insert AdaptiveAvgPool2d and Flatten</source>
        <translation>AdaptiveAvgPool2d와 Flatten 넣기</translation>
    </message>
    <message>
        <source>Insert Flatten</source>
        <translation>Flatten 넣기</translation>
    </message>
    <message>
        <source>Insert Flatten for height and width</source>
        <translation>높이와 너비를 펼치는 Flatten 넣기</translation>
    </message>
    <message>
        <source>Insert Unflatten to {shape}</source>
        <translation>{shape}로 바꾸는 Unflatten 넣기</translation>
    </message>
    <message>
        <source>Insert a 1×1 convolution in the shortcut</source>
        <translation>지름길에 1×1 합성곱 넣기</translation>
    </message>
    <message>
        <source>Insert a Linear in the shortcut</source>
        <translation>지름길에 Linear 넣기</translation>
    </message>
    <message>
        <source>Interleaves the channels of groups.</source>
        <translation>그룹의 채널들을 번갈아 섞습니다.</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>중단했습니다.</translation>
    </message>
    <message>
        <source>It answers a batch of shape {input} with {shape}. That should be {expected}.</source>
        <translation>{input} 형태의 배치에 {shape}(으)로 답합니다. {expected}이어야 합니다.</translation>
    </message>
    <message>
        <source>It answers each example with {given} numbers, and {wanted} are needed for this data. Give the last layer {wanted} outputs; an argument called outputs gets that number.</source>
        <translation>예시마다 숫자 {given}개로 답하지만 이 데이터에는 {wanted}개가 필요합니다. 마지막 층의 출력을 {wanted}개로 하세요. outputs라는 인수에는 이 수가 전달됩니다.</translation>
    </message>
    <message>
        <source>It answers in {dtype}. Return the numbers before argmax or rounding, as float.</source>
        <translation>{dtype} 형식으로 답합니다. argmax나 반올림 전의 숫자를 float로 반환하세요.</translation>
    </message>
    <message>
        <source>It answers with NaN or infinity. Check divisions, logarithms and roots.</source>
        <translation>NaN이나 무한대로 답합니다. 나눗셈, 로그, 제곱근을 확인하세요.</translation>
    </message>
    <message>
        <source>It asks for more memory than it is allowed, {during}. Make tensors smaller or fewer, or allow more (trial_memory).</source>
        <translation>{during} 허용된 것보다 많은 메모리를 요청합니다. 텐서를 더 작게 또는 더 적게 만들거나 허용량(trial_memory)을 늘리세요.</translation>
    </message>
    <message>
        <source>It asks for {numbers:,} numbers at once, which is {size} and more than this computer has. Make it smaller.</source>
        <translation>한 번에 숫자 {numbers:,}개({size})를 요구하는데, 이 컴퓨터의 메모리보다 큽니다. 더 작게 만드세요.</translation>
    </message>
    <message>
        <source>It called exit ({error}), {during}. Take that out, or move it below if __name__ == “__main__”.</source>
        <translation>{during} exit를 호출했습니다({error}). 그 코드를 빼거나 if __name__ == “__main__” 아래로 옮기세요.</translation>
    </message>
    <message>
        <source>It connects to {host}, {during}. Download the file beforehand, and read it from this computer.</source>
        <translation>{during} {host}에 접속하려 했습니다. 파일을 미리 내려받아 이 컴퓨터에서 읽으세요.</translation>
    </message>
    <message>
        <source>It does not fit into the memory.</source>
        <translation>메모리에 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>It does not say how many examples it has: they are read until it ends, or up to “count”, and then kept.</source>
        <translation>예시가 몇 개인지 알려 주지 않으므로 끝날 때까지, 또는 “count”까지 읽어 보관합니다.</translation>
    </message>
    <message>
        <source>It does not work with this model: {reason}.</source>
        <translation>이 모델에서는 동작하지 않습니다: {reason}.</translation>
    </message>
    <message>
        <source>It ended its process with status {status}, {during}. Take os._exit and the like out.</source>
        <translation>{during} 상태 코드 {status}(으)로 프로세스를 끝냈습니다. os._exit 같은 호출을 빼세요.</translation>
    </message>
    <message>
        <source>It ends in a sigmoid, and {loss} does one of its own: it learns slowly. Return what goes into the sigmoid.</source>
        <translation>sigmoid로 끝나는데 {loss}에도 그 과정이 있어 느리게 학습됩니다. sigmoid에 들어가는 값을 반환하세요.</translation>
    </message>
    <message>
        <source>It ends in a softmax, and {loss} does one of its own: it learns slowly. Return what goes into the softmax.</source>
        <translation>softmax로 끝나는데 {loss}에도 softmax가 있어 느리게 학습됩니다. softmax에 들어가는 값을 반환하세요.</translation>
    </message>
    <message>
        <source>It has no length. Add def __len__(self) that returns the number of examples, or make it an IterableDataset.</source>
        <translation>길이가 없습니다. 예시 수를 반환하는 def __len__(self)를 추가하거나 IterableDataset으로 만드세요.</translation>
    </message>
    <message>
        <source>It has no values.</source>
        <translation>값이 없습니다.</translation>
    </message>
    <message>
        <source>It has the same value in every row.</source>
        <translation>모든 행의 값이 같습니다.</translation>
    </message>
    <message>
        <source>It holds datasets ({known}) and no model. Give it as the data, and a model in another file.</source>
        <translation>데이터세트({known})만 있고 모델은 없습니다. 이 파일은 데이터로 지정하고, 모델은 다른 파일에 두세요.</translation>
    </message>
    <message>
        <source>It holds models ({known}) and no Dataset. Give it as the model, and data in another file.</source>
        <translation>모델({known})만 있고 Dataset이 없습니다. 이 파일은 모델로 지정하고 데이터는 다른 파일로 주세요.</translation>
    </message>
    <message>
        <source>It holds no Dataset. Write a class of torch.utils.data.Dataset in it, or a function that returns one, such as def dataset().</source>
        <translation>Dataset이 없습니다. torch.utils.data.Dataset의 클래스나, def dataset()처럼 그것을 반환하는 함수를 작성하세요.</translation>
    </message>
    <message>
        <source>It holds no examples. Check where it looks for them.</source>
        <translation>예시가 없습니다. 예시를 어디에서 찾는지 확인하세요.</translation>
    </message>
    <message>
        <source>It holds no metric. Write a function of truth and predicted in it, both NumPy arrays, and of scores if you need them: def my_metric(truth, predicted).</source>
        <translation>지표가 없습니다. NumPy 배열인 truth와 predicted를, 필요하면 scores도 받는 함수를 작성하세요: def my_metric(truth, predicted).</translation>
    </message>
    <message>
        <source>It holds no model. Write a class of torch.nn.Module in it, such as class Net(nn.Module).</source>
        <translation>모델이 없습니다. class Net(nn.Module)처럼 torch.nn.Module 클래스를 작성하세요.</translation>
    </message>
    <message>
        <source>It holds several models: {known}. Choose one (model.class, or --class on the command line).</source>
        <translation>모델이 여러 개 있습니다: {known}. 하나를 고르세요(model.class, 명령줄에서는 --class).</translation>
    </message>
    <message>
        <source>It holds {known}. Choose one (class_name, or --class on the command line).</source>
        <translation>여러 개가 있습니다: {known}. 하나를 고르세요(class_name, 명령줄에서는 --class).</translation>
    </message>
    <message>
        <source>It is called like an identifier and is different in every row, so it would be learnt by heart.</source>
        <translation>이름이 식별자 같고 행마다 값이 달라 그대로 외워 버리게 됩니다.</translation>
    </message>
    <message>
        <source>It is called like an identifier. If several rows belong together by it, make it the group of the split.</source>
        <translation>이름이 식별자 같습니다. 이 값으로 여러 행이 묶인다면 분할의 그룹으로 지정하세요.</translation>
    </message>
    <message>
        <source>It is different in every row, so it would be learnt by heart.</source>
        <translation>행마다 값이 달라 그대로 외워 버리게 됩니다.</translation>
    </message>
    <message>
        <source>It is on the meta device, which holds shapes and no values.</source>
        <translation>meta 장치에 있어 형태만 있고 값은 없습니다.</translation>
    </message>
    <message>
        <source>It is text with {distinct:,} different values, too many for categories.</source>
        <translation>서로 다른 값이 {distinct:,}가지인 텍스트라 범주로 쓰기에는 너무 많습니다.</translation>
    </message>
    <message>
        <source>It only numbers the rows.</source>
        <translation>행 번호일 뿐입니다.</translation>
    </message>
    <message>
        <source>It orders the rows in time, and the split follows it.</source>
        <translation>행의 시간 순서를 나타내며, 분할은 이 순서를 따릅니다.</translation>
    </message>
    <message>
        <source>It printed more than {limit}, {during}. Take the print calls out.</source>
        <translation>{during} 출력이 {limit}를 넘었습니다. print 호출을 빼세요.</translation>
    </message>
    <message>
        <source>It prints, for example “{text}”. While training nobody sees that, and it takes time.</source>
        <translation>“{text}” 같은 내용을 출력합니다. 학습 중에는 아무도 보지 못하고 시간만 듭니다.</translation>
    </message>
    <message>
        <source>It raised {error}, {during}. Correct it and try again.</source>
        <translation>{during} 예외가 발생했습니다: {error}. 고친 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>It returns {given}. A metric is one number, the greater the better.</source>
        <translation>{given}을(를) 반환합니다. 지표는 클수록 좋은 숫자 하나여야 합니다.</translation>
    </message>
    <message>
        <source>It sees pictures of {side} × {side} pixels, the size its weights were trained on.</source>
        <translation>가중치를 학습할 때와 같은 {side} × {side} 픽셀 크기의 이미지를 입력받습니다.</translation>
    </message>
    <message>
        <source>It should be a list of layers, each with a type</source>
        <translation>각각 type이 있는 층의 목록이어야 합니다</translation>
    </message>
    <message>
        <source>It should be a name as in Python, such as conv1, that no module has already</source>
        <translation>conv1처럼 Python에서 쓸 수 있고 모듈에 아직 없는 이름이어야 합니다</translation>
    </message>
    <message>
        <source>It should be a path</source>
        <translation>경로여야 합니다</translation>
    </message>
    <message>
        <source>Its length is {length:,}, but example {index:,} raises IndexError. __len__ should count what there is.</source>
        <translation>길이는 {length:,}인데 예시 {index:,}에서 IndexError가 발생합니다. __len__은 실제로 있는 개수를 반환해야 합니다.</translation>
    </message>
    <message>
        <source>Its length is {length}. __len__ should return the number of examples, an int from 1 on.</source>
        <translation>길이가 {length}입니다. __len__은 예시 수를 1 이상의 int로 반환해야 합니다.</translation>
    </message>
    <message>
        <source>Its modules are more than {most} deep in one another. Put layers beside one another in one Sequential or ModuleList.</source>
        <translation>모듈이 {most}단계 넘게 중첩되어 있습니다. 층을 하나의 Sequential이나 ModuleList에 나란히 두세요.</translation>
    </message>
    <message>
        <source>Its position embeddings are for pictures of {side} × {side} pixels in place of {published}.</source>
        <translation>위치 임베딩은 {published} 대신 {side} × {side} 픽셀 이미지에 맞춥니다.</translation>
    </message>
    <message>
        <source>Its process ended without an answer, {during}. Try again.</source>
        <translation>{during} 프로세스가 응답 없이 끝났습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Its process was killed by the signal {signal}, {during}. A library may have crashed, or the computer is out of memory.</source>
        <translation>{during} 프로세스가 시그널 {signal}(으)로 종료되었습니다. 라이브러리가 비정상 종료했거나 컴퓨터의 메모리가 부족할 수 있습니다.</translation>
    </message>
    <message>
        <source>Its values are not shown: it is a nested tensor, which holds tensors of several shapes.</source>
        <translation>값을 표시하지 않습니다. 모양이 서로 다른 텐서를 담은 중첩 텐서(nested tensor)입니다.</translation>
    </message>
    <message>
        <source>Its values are not shown: it is quantized, and stores integers with a scale.</source>
        <translation>값을 표시하지 않습니다. 양자화된 텐서로, 정수와 스케일을 저장합니다.</translation>
    </message>
    <message>
        <source>Its values are not shown: it is stored as {kind}, not element by element.</source>
        <translation>값을 표시하지 않습니다. 원소별로 저장되지 않고 {kind} 형식으로 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>Keep all examples of a group in one part.</source>
        <translation>같은 그룹의 예시를 모두 한 부분에 둡니다.</translation>
    </message>
    <message>
        <source>Keep pictures of one subject together, by their names: {pattern}.</source>
        <translation>이름에 따라 한 대상의 이미지를 함께 둡니다: {pattern}.</translation>
    </message>
    <message>
        <source>Keep pictures whole, with bars beside them.</source>
        <translation>이미지를 자르지 않고 양옆에 여백을 둡니다.</translation>
    </message>
    <message>
        <source>Keep pictures with the same {column} together.</source>
        <translation>{column} 값이 같은 이미지를 한쪽에 둡니다.</translation>
    </message>
    <message>
        <source>Keep rows with the same {name} together.</source>
        <translation>{name} 값이 같은 행을 한쪽에 둡니다.</translation>
    </message>
    <message>
        <source>Keep the size by padding</source>
        <translation>패딩으로 크기 유지하기</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window: a smaller picture.</source>
        <translation>창마다 가장 큰 값만 남겨 이미지를 줄입니다.</translation>
    </message>
    <message>
        <source>Layers one after another, under one name.</source>
        <translation>한 이름 아래 차례로 이어진 층들입니다.</translation>
    </message>
    <message>
        <source>LeakyReLU whose slope is learnt.</source>
        <translation>기울기를 학습하는 LeakyReLU입니다.</translation>
    </message>
    <message>
        <source>LeakyReLU with a slope drawn at random in training.</source>
        <translation>학습 중 기울기를 무작위로 정하는 LeakyReLU입니다.</translation>
    </message>
    <message>
        <source>Learns a row of numbers for each whole number that can come in.</source>
        <translation>들어올 수 있는 정수마다 수의 행 하나를 학습합니다.</translation>
    </message>
    <message>
        <source>Leave it out, unless it is really known before the target is.</source>
        <translation>타깃보다 정말 먼저 알 수 있는 값이 아니라면 제외하세요.</translation>
    </message>
    <message>
        <source>Leave it out: a model can learn the rows by heart from it.</source>
        <translation>제외하세요. 모델이 이것으로 행을 통째로 외울 수 있습니다.</translation>
    </message>
    <message>
        <source>Leave out identifiers.</source>
        <translation>식별자를 제외합니다.</translation>
    </message>
    <message>
        <source>Leave out what gives the target away.</source>
        <translation>타깃을 미리 알려 주는 열을 제외합니다.</translation>
    </message>
    <message>
        <source>Leave out what is mostly missing.</source>
        <translation>값이 대부분 없는 열을 제외합니다.</translation>
    </message>
    <message>
        <source>Leaves are what a person made</source>
        <translation>리프는 사람이 만든 텐서입니다</translation>
    </message>
    <message>
        <source>Let rare classes count more in the loss.</source>
        <translation>손실에서 드문 클래스들의 비중을 높입니다.</translation>
    </message>
    <message>
        <source>Let the rare class count more in the loss.</source>
        <translation>손실에서 드문 클래스의 비중을 높입니다.</translation>
    </message>
    <message>
        <source>Like another tensor: its shape, type and device</source>
        <translation>다른 텐서처럼: 같은 형태, 자료형, 장치</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>Linear is x A^T + b</source>
        <translation>Linear는 x A^T + b</translation>
    </message>
    <message>
        <source>Linear takes one row of features, and what comes in is {shape}. Put its values into one row before.</source>
        <translation>Linear는 한 줄의 특징을 받는데, 들어오는 값은 {shape}입니다. 먼저 값을 한 줄로 펼치세요.</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>로그 손실</translation>
    </message>
    <message>
        <source>Logarithms of shares that add up to 1; for NLLLoss.</source>
        <translation>합이 1인 비율의 로그로, NLLLoss에 씁니다.</translation>
    </message>
    <message>
        <source>Look at balanced accuracy or F1 beside accuracy, and weigh the classes or draw them equally often.</source>
        <translation>정확도와 함께 균형 정확도나 F1을 보고, 클래스에 가중치를 주거나 똑같은 빈도로 뽑으세요.</translation>
    </message>
    <message>
        <source>Look whether their lack means something: what is left may not be like what is missing.</source>
        <translation>타깃이 없는 데 이유가 있는지 확인하세요. 남은 행이 빠진 행과 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>Looking for a learning rate</source>
        <translation>학습률을 찾는 중</translation>
    </message>
    <message>
        <source>Finding the examples that activate the unit most</source>
        <translation>유닛이 가장 크게 반응하는 예시를 찾는 중</translation>
    </message>
    <message>
        <source>A library or a driver crashed. Install it again, or update it.</source>
        <translation>라이브러리나 드라이버가 비정상 종료되었습니다. 다시 설치하거나 업데이트하세요.</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Change its permissions, free the disk, or choose another folder.</source>
        <translation>권한을 바꾸거나, 디스크 공간을 확보하거나, 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>Close other programs before you train: PyTorch and a model need about 2 GiB.</source>
        <translation>학습하기 전에 다른 프로그램을 닫으세요. PyTorch와 모델에는 약 2 GiB가 필요합니다.</translation>
    </message>
    <message>
        <source>Cores: {usable} of {there} can be used, but the container is limited to the time of {quota}.</source>
        <translation>코어: {there}개 중 {usable}개를 사용할 수 있지만, 컨테이너는 CPU {quota}개 분량까지만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Cores: {usable} of {there} can be used.</source>
        <translation>코어: {there}개 중 {usable}개를 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Devices: {devices}. The CPU computes with {threads} threads.</source>
        <translation>장치: {devices}. CPU는 스레드 {threads}개로 계산합니다.</translation>
    </message>
    <message>
        <source>Do not train on this device. Update its driver and PyTorch; if that does not help, it may be broken.</source>
        <translation>이 장치로 학습하지 마세요. 드라이버와 PyTorch를 업데이트하고, 그래도 같으면 장치가 고장 났을 수 있습니다.</translation>
    </message>
    <message>
        <source>Epoch {epoch}: loss {loss}</source>
        <translation>에포크 {epoch}: 손실 {loss}</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>모두 정상입니다.</translation>
    </message>
    <message>
        <source>Everything works. Notes: {notes}. In order: {ok}.</source>
        <translation>모두 동작합니다. 참고 {notes}건, 정상 {ok}건.</translation>
    </message>
    <message>
        <source>Fonts with Hangul: {count}, such as {font}.</source>
        <translation>한글 글꼴: {font} 등 {count}개.</translation>
    </message>
    <message>
        <source>Fonts: {font}, and {fixed} for code.</source>
        <translation>글꼴: {font}, 코드에는 {fixed}.</translation>
    </message>
    <message>
        <source>Free some space, or choose a folder on another disk: a run takes from 10 MB to a few GB.</source>
        <translation>공간을 확보하거나 다른 디스크의 폴더를 고르세요. 실행 하나는 10 MB에서 몇 GB까지 차지합니다.</translation>
    </message>
    <message>
        <source>If there is an NVIDIA GPU, install or update its driver. Otherwise the CPU is used, and everything works.</source>
        <translation>NVIDIA GPU가 있다면 드라이버를 설치하거나 업데이트하세요. 없다면 CPU로 계산하며, 모두 동작합니다.</translation>
    </message>
    <message>
        <source>Install Python {oldest} or later, and Training Studio in it.</source>
        <translation>Python {oldest} 이상을 설치하고, 거기에 Training Studio를 설치하세요.</translation>
    </message>
    <message>
        <source>Install Training Studio again: `python -m pip install --force-reinstall --no-deps .`.</source>
        <translation>Training Studio를 다시 설치하세요: `python -m pip install --force-reinstall --no-deps .`.</translation>
    </message>
    <message>
        <source>Install both again, as one pair: `python -m pip install --upgrade torch torchvision`.</source>
        <translation>둘을 한 쌍으로 다시 설치하세요: `python -m pip install --upgrade torch torchvision`.</translation>
    </message>
    <message>
        <source>Install it again: `python -m pip install --force-reinstall torch torchvision`.</source>
        <translation>다시 설치하세요: `python -m pip install --force-reinstall torch torchvision`.</translation>
    </message>
    <message>
        <source>Install one: on Debian and Ubuntu `apt-get install fonts-noto-cjk`, on Fedora `google-noto-sans-cjk`.</source>
        <translation>하나를 설치하세요. Debian과 Ubuntu에서는 `apt-get install fonts-noto-cjk`, Fedora에서는 `google-noto-sans-cjk`입니다.</translation>
    </message>
    <message>
        <source>Interrupted after {trained}; the weights are saved.</source>
        <translation>{trained}를 마친 뒤 중단되었습니다. 가중치는 저장했습니다.</translation>
    </message>
    <message>
        <source>It answers differently in eval() and in train(), because of {names}.</source>
        <translation>{names} 때문에 eval()일 때와 train()일 때의 답이 다릅니다.</translation>
    </message>
    <message>
        <source>Leave training.precision at float32 on this device.</source>
        <translation>이 장치에서는 training.precision을 float32로 두세요.</translation>
    </message>
    <message>
        <source>Line {line} of {path} is not a correction. Write {{&quot;file&quot;: …}} or {{&quot;row&quot;: …}}, and with it {{&quot;label&quot;: …}} or {{&quot;leave_out&quot;: true}}.</source>
        <translation>{path}의 {line}번째 줄은 수정 내용이 아닙니다. {{&quot;file&quot;: …}} 또는 {{&quot;row&quot;: …}}와 함께 {{&quot;label&quot;: …}} 또는 {{&quot;leave_out&quot;: true}}를 적으세요.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>Macro F1</source>
        <translation>매크로 F1</translation>
    </message>
    <message>
        <source>Make it twice as large</source>
        <translation>두 배로 키우기</translation>
    </message>
    <message>
        <source>Makes a larger picture out of many channels.</source>
        <translation>많은 채널로 더 큰 이미지를 만듭니다.</translation>
    </message>
    <message>
        <source>Makes a picture larger.</source>
        <translation>이미지를 키웁니다.</translation>
    </message>
    <message>
        <source>Makes many channels out of a large picture.</source>
        <translation>큰 이미지로 많은 채널을 만듭니다.</translation>
    </message>
    <message>
        <source>Makes shares that add up to 1; cross-entropy does this itself.</source>
        <translation>합이 1인 비율로 만듭니다. 교차 엔트로피는 스스로 합니다.</translation>
    </message>
    <message>
        <source>Making tensors</source>
        <translation>텐서 만들기</translation>
    </message>
    <message>
        <source>Matrix product: @ and matmul are the same</source>
        <translation>행렬 곱: @와 matmul은 같습니다</translation>
    </message>
    <message>
        <source>Matthews correlation</source>
        <translation>매튜스 상관계수</translation>
    </message>
    <message>
        <source>Mean absolute error, in the unit of the target.</source>
        <translation>평균 절대 오차로, 타깃의 단위입니다.</translation>
    </message>
    <message>
        <source>Mean over the classes of F1, by how often each occurs.</source>
        <translation>클래스의 빈도로 가중한 F1의 평균입니다.</translation>
    </message>
    <message>
        <source>Mean over the classes of F1; a rare class counts as much as any.</source>
        <translation>클래스별 F1의 평균입니다. 드문 클래스도 똑같이 반영됩니다.</translation>
    </message>
    <message>
        <source>Mean over the classes of the share that is found of each; a rare class counts as much as any.</source>
        <translation>클래스마다 찾아낸 비율의 평균입니다. 드문 클래스도 똑같이 반영됩니다.</translation>
    </message>
    <message>
        <source>Mean squared error is the mean of squared differences</source>
        <translation>평균 제곱 오차는 차이를 제곱한 값의 평균입니다</translation>
    </message>
    <message>
        <source>Measuring memory and time</source>
        <translation>메모리와 시간 측정 중</translation>
    </message>
    <message>
        <source>Memory: {free} of {all} GiB is free.</source>
        <translation>메모리: {all} GiB 중 {free} GiB가 비어 있습니다.</translation>
    </message>
    <message>
        <source>MixUp or CutMix mixed them in training, so their losses come from a separate pass over the whole examples.</source>
        <translation>학습할 때 MixUp이나 CutMix로 섞은 예시이므로, 손실은 섞지 않은 예시로 따로 계산한 값입니다.</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Modules nest</source>
        <translation>모듈 속의 모듈</translation>
    </message>
    <message>
        <source>Most of it goes to the model ({parameters} parameters, with gradients and the optimizer&apos;s state): a smaller model needs less.</source>
        <translation>대부분은 모델이 씁니다(파라미터 {parameters}개와 그 기울기, 옵티마이저 상태). 더 작은 모델은 메모리를 덜 씁니다.</translation>
    </message>
    <message>
        <source>Move Embedding to the front</source>
        <translation>Embedding을 맨 앞으로 옮기기</translation>
    </message>
    <message>
        <source>Multiplied {what} by {factor}.</source>
        <translation>{what}에 {factor}을(를) 곱했습니다.</translation>
    </message>
    <message>
        <source>Negative values become 0; the usual choice.</source>
        <translation>음수는 0이 됩니다. 가장 흔한 선택입니다.</translation>
    </message>
    <message>
        <source>Negative values bend towards a floor.</source>
        <translation>음수는 바닥값 쪽으로 휩니다.</translation>
    </message>
    <message>
        <source>No column of {table} holds the names of the pictures beside it. It needs one with names such as {example}.</source>
        <translation>{table}에 이미지 파일 이름이 든 열이 없습니다. {example} 같은 이름이 든 열이 필요합니다.</translation>
    </message>
    <message>
        <source>No file was given. Choose at least one.</source>
        <translation>파일이 지정되지 않았습니다. 하나 이상 선택하세요.</translation>
    </message>
    <message>
        <source>No font has Hangul, so Korean text is shown as boxes.</source>
        <translation>한글이 있는 글꼴이 없어 한국어가 네모로 보입니다.</translation>
    </message>
    <message>
        <source>No gradient comes through it. Take detach(), .item() and argmax out of it, and compute with the outputs.</source>
        <translation>기울기가 전달되지 않습니다. detach(), .item(), argmax를 빼고 출력으로 계산하세요.</translation>
    </message>
    <message>
        <source>No gradient comes through its answer. Take detach(), .data, .item(), argmax and torch.no_grad() out.</source>
        <translation>답까지 기울기가 이어지지 않습니다. detach(), .data, .item(), argmax, torch.no_grad()를 빼세요.</translation>
    </message>
    <message>
        <source>No gradient has ever reached {names}: the loss does not depend on these weights.</source>
        <translation>{names}에는 기울기가 한 번도 도달하지 않았습니다. 손실이 이 가중치에 의존하지 않습니다.</translation>
    </message>
    <message>
        <source>No gradient reaches the input: the model converts it to integers, as for an embedding, or cuts the graph with detach() or no_grad(). Occlusion needs no gradient.</source>
        <translation>입력까지 기울기가 도달하지 않습니다. 모델이 입력을 정수로 바꾸거나(임베딩이 그렇게 합니다) detach() 또는 no_grad()로 그래프를 끊습니다. 가리기 방법은 기울기가 필요 없습니다.</translation>
    </message>
    <message>
        <source>No map is under way.</source>
        <translation>그리고 있는 지도가 없습니다.</translation>
    </message>
    <message>
        <source>No picture in {path} belongs to the training part. Put pictures into the folder train, or name the part train in the table.</source>
        <translation>{path}에 학습용 이미지가 없습니다. train 폴더에 이미지를 넣거나 표에 train이라고 적으세요.</translation>
    </message>
    <message>
        <source>No smaller batch was found with which this run fits into the memory. A smaller model needs less.</source>
        <translation>이 실행이 메모리에 들어가는 더 작은 배치를 찾지 못했습니다. 더 작은 모델은 메모리를 덜 씁니다.</translation>
    </message>
    <message>
        <source>None of the pictures in {path} could be read. Open one in another program to see whether it is whole.</source>
        <translation>{path}의 이미지를 하나도 읽지 못했습니다. 다른 프로그램에서 열리는지 확인하세요.</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>정규화</translation>
    </message>
    <message>
        <source>Not even one example fits into the memory.</source>
        <translation>예시 하나도 메모리에 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing says what the pictures in {path} show. Put those of each class into a folder of its own, or add a CSV file with the columns file and label.</source>
        <translation>{path}의 이미지가 무엇인지 알 수 없습니다. 클래스마다 폴더를 나누거나 file, label 열이 있는 CSV 파일을 추가하세요.</translation>
    </message>
    <message>
        <source>Nothing to do, unless you use this kind of display.</source>
        <translation>이 종류의 디스플레이를 쓰는 경우가 아니라면 할 일이 없습니다.</translation>
    </message>
    <message>
        <source>NumPy</source>
        <translation>NumPy</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu run `apt-get install libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libfontconfig1 libdbus-1-3 libglib2.0-0`; elsewhere install the packages of these libraries.</source>
        <translation>Debian과 Ubuntu에서는 `apt-get install libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libfontconfig1 libdbus-1-3 libglib2.0-0`를 실행하고, 다른 시스템에서는 이 라이브러리의 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>One half times the sigmoid of the other: half as many values.</source>
        <translation>절반에 나머지 절반의 시그모이드를 곱합니다. 값의 수가 반으로 줄어듭니다.</translation>
    </message>
    <message>
        <source>One of the two classes is wrong for each. Keep the picture where it belongs.</source>
        <translation>둘 중 한 클래스는 틀린 것입니다. 이미지를 맞는 쪽에만 남기세요.</translation>
    </message>
    <message>
        <source>One product timed on CPU and GPU</source>
        <translation>CPU와 GPU에서 행렬 곱 시간 재기</translation>
    </message>
    <message>
        <source>Ones, zeros, random numbers</source>
        <translation>1, 0, 난수로 채우기</translation>
    </message>
    <message>
        <source>Only leaves have a .grad, unless retain_grad() was called</source>
        <translation>retain_grad()를 부르지 않으면 리프에만 .grad가 있습니다</translation>
    </message>
    <message>
        <source>Only this entry ended: {error} does not end the run.</source>
        <translation>이 입력만 끝났습니다. {error}은(는) 학습을 끝내지 않습니다.</translation>
    </message>
    <message>
        <source>Optimizers</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>Optional packages [{extra}]: {there}.</source>
        <translation>선택 패키지 [{extra}]: {there}.</translation>
    </message>
    <message>
        <source>Optional packages [{extra}]: {there}; not installed: {missing}.</source>
        <translation>선택 패키지 [{extra}]: {there}. 설치되지 않음: {missing}.</translation>
    </message>
    <message>
        <source>Or empty model.weights to train from scratch.</source>
        <translation>또는 model.weights를 비워 처음부터 학습하세요.</translation>
    </message>
    <message>
        <source>Other answers without eval() after loading</source>
        <translation>불러온 뒤 eval()이 없으면 답이 달라집니다</translation>
    </message>
    <message>
        <source>PReLU has {slopes:,} slopes, and may have 1 or one for each of {channels:,} channels.</source>
        <translation>PReLU의 기울기가 {slopes:,}개인데, 1개이거나 채널 {channels:,}개에 하나씩이어야 합니다.</translation>
    </message>
    <message>
        <source>Parallel adds what its branches give, and they must be alike: {shapes}.</source>
        <translation>Parallel은 갈래의 결과를 더하므로 모양이 같아야 합니다: {shapes}.</translation>
    </message>
    <message>
        <source>Parallel has no branches. Add one, or remove it.</source>
        <translation>Parallel에 갈래가 없습니다. 하나 추가하거나 지우세요.</translation>
    </message>
    <message>
        <source>Parallel puts the channels of its branches one after another, and only the channels may differ: {shapes}.</source>
        <translation>Parallel은 갈래의 채널을 이어 붙이므로 채널 수만 다를 수 있습니다: {shapes}.</translation>
    </message>
    <message>
        <source>Passes everything on as it is.</source>
        <translation>들어온 값을 그대로 넘깁니다.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Pictures are normalized as data.standardize says, not as the weights were trained.</source>
        <translation>이미지를 가중치가 학습된 값이 아니라 data.standardize에 따라 정규화합니다.</translation>
    </message>
    <message>
        <source>Pictures are normalized as the weights were trained: mean {mean}, deviation {std}.</source>
        <translation>이미지를 가중치가 학습된 대로 정규화합니다: 평균 {mean}, 표준편차 {std}.</translation>
    </message>
    <message>
        <source>Pictures of {height} × {width} pixels are resized to {side} × {side} in the model.</source>
        <translation>{height} × {width} 픽셀 이미지를 모델 안에서 {side} × {side}로 크기를 바꿉니다.</translation>
    </message>
    <message>
        <source>Pictures this small suit a small CNN, which goes through them {epochs} times.</source>
        <translation>이렇게 작은 이미지에는 작은 CNN이 알맞습니다. 이미지를 {epochs}번 학습합니다.</translation>
    </message>
    <message>
        <source>PixelShuffle by {factor} needs a multiple of {square:,} channels, and {channels:,} come in.</source>
        <translation>배율 {factor}의 PixelShuffle에는 {square:,}의 배수인 채널이 필요한데, {channels:,}개가 들어옵니다.</translation>
    </message>
    <message>
        <source>PixelUnshuffle by {factor} needs sides that {factor} divides, and what comes in is {shape}.</source>
        <translation>배율 {factor}의 PixelUnshuffle에는 {factor}(으)로 나누어지는 변이 필요한데, 들어오는 값은 {shape}입니다.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Please report this, with the whole report.</source>
        <translation>보고서 전체와 함께 알려 주세요.</translation>
    </message>
    <message>
        <source>Plug-ins of Qt that load: {loaded}.</source>
        <translation>불러올 수 있는 Qt 플러그인: {loaded}개.</translation>
    </message>
    <message>
        <source>Plug-ins: {plugins}.</source>
        <translation>플러그인: {plugins}.</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>풀링</translation>
    </message>
    <message>
        <source>Position in the run</source>
        <translation>실행 내 위치</translation>
    </message>
    <message>
        <source>Precision averaged over all thresholds, by the recall that each adds.</source>
        <translation>모든 임계값의 정밀도를 늘어나는 재현율로 가중한 평균입니다.</translation>
    </message>
    <message>
        <source>Problems: {problems}. Notes: {notes}. In order: {ok}.</source>
        <translation>문제 {problems}건, 참고 {notes}건, 정상 {ok}건.</translation>
    </message>
    <message>
        <source>Processes of a DataLoader, with a class that was typed in</source>
        <translation>여기서 입력한 클래스를 쓰는 DataLoader 프로세스</translation>
    </message>
    <message>
        <source>Put examples of each class into the training part, or take the class out of the others.</source>
        <translation>각 클래스의 예시를 학습 부분에 넣거나, 다른 부분에서 그 클래스를 빼세요.</translation>
    </message>
    <message>
        <source>Puts all values of an example into one row.</source>
        <translation>한 예시의 모든 값을 한 줄로 펼칩니다.</translation>
    </message>
    <message>
        <source>PySide6 {pyside} and shiboken6 {shiboken} do not belong together.</source>
        <translation>PySide6 {pyside}과(와) shiboken6 {shiboken}은(는) 서로 맞지 않습니다.</translation>
    </message>
    <message>
        <source>PySide6 {pyside} does not work here: {reason}.</source>
        <translation>PySide6 {pyside}은(는) 여기서 동작하지 않습니다: {reason}.</translation>
    </message>
    <message>
        <source>PyTorch cannot be imported: {reason}.</source>
        <translation>PyTorch를 불러올 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>PyTorch could not walk this graph backward.</source>
        <translation>PyTorch가 이 그래프를 역전파하지 못했습니다.</translation>
    </message>
    <message>
        <source>PyTorch {version} is too old.</source>
        <translation>PyTorch {version}은(는) 너무 오래되었습니다.</translation>
    </message>
    <message>
        <source>PyTorch {version}.</source>
        <translation>PyTorch {version}.</translation>
    </message>
    <message>
        <source>Python {version} is too old.</source>
        <translation>Python {version}은(는) 너무 오래되었습니다.</translation>
    </message>
    <message>
        <source>Python {version}.</source>
        <translation>Python {version}.</translation>
    </message>
    <message>
        <source>Qt starts on {platform}; screens: {screens}.</source>
        <translation>Qt가 {platform}에서 시작됩니다. 화면: {screens}.</translation>
    </message>
    <message>
        <source>Qt works, but its package {package} was not installed by pip.</source>
        <translation>Qt는 동작하지만, 패키지 {package}을(를) pip으로 설치하지 않았습니다.</translation>
    </message>
    <message>
        <source>Qt {qt}, PySide6 {pyside}.</source>
        <translation>Qt {qt}, PySide6 {pyside}.</translation>
    </message>
    <message>
        <source>Qt&apos;s {module} cannot be imported: {reason}.</source>
        <translation>Qt의 {module}을(를) 불러올 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>ROC AUC</source>
        <translation>ROC AUC</translation>
    </message>
    <message>
        <source>ReLU that lets a little of negative values through.</source>
        <translation>음수를 조금 통과시키는 ReLU입니다.</translation>
    </message>
    <message>
        <source>ReLU that stops at 6.</source>
        <translation>6에서 멈추는 ReLU입니다.</translation>
    </message>
    <message>
        <source>ReLU: what is negative becomes 0</source>
        <translation>ReLU: 음수는 0이 됩니다</translation>
    </message>
    <message>
        <source>Reading pictures: {done:,} of {count:,}, {left} left.</source>
        <translation>이미지 읽는 중: {count:,}장 중 {done:,}장, {left} 남음.</translation>
    </message>
    <message>
        <source>Reading pictures: {done:,} of {count:,}.</source>
        <translation>이미지 읽는 중: {count:,}장 중 {done:,}장.</translation>
    </message>
    <message>
        <source>Reading the weights {file}.</source>
        <translation>가중치 {file}을(를) 읽는 중입니다.</translation>
    </message>
    <message>
        <source>Reading {file}.</source>
        <translation>읽는 중입니다: {file}.</translation>
    </message>
    <message>
        <source>Reading {name}: {read:,} examples</source>
        <translation>{name} 읽는 중: 예시 {read:,}개</translation>
    </message>
    <message>
        <source>Reading {name}: {read:,} of {n:,} examples</source>
        <translation>{name} 읽는 중: 예시 {n:,}개 중 {read:,}개</translation>
    </message>
    <message>
        <source>Remove {layer}</source>
        <translation>{layer} 지우기</translation>
    </message>
    <message>
        <source>Repair or remove what cannot be read, or let the run stop there.</source>
        <translation>고치거나 지우세요. 또는 이런 파일에서 멈추게 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Replay of {folder}: {length}.</source>
        <translation>{folder} 재생: {length}.</translation>
    </message>
    <message>
        <source>Residual adds what its layers give, {made}, to what comes through the shortcut, {kept}: they must be alike.</source>
        <translation>Residual은 내부 층의 결과({made})를 지름길로 온 값({kept})에 더하므로 모양이 같아야 합니다.</translation>
    </message>
    <message>
        <source>Root of the mean squared error, in the unit of the target; large errors weigh more.</source>
        <translation>평균 제곱 오차의 제곱근으로, 타깃의 단위입니다. 큰 오차가 더 크게 반영됩니다.</translation>
    </message>
    <message>
        <source>Row {row} of {path} has too few or too many cells.</source>
        <translation>{path}의 {row}행은 셀이 너무 적거나 너무 많습니다.</translation>
    </message>
    <message>
        <source>Rows, columns and the last of them</source>
        <translation>행과 열, 그리고 마지막 것</translation>
    </message>
    <message>
        <source>Run `python -m pip install &quot;{requirement}&quot;`.</source>
        <translation>`python -m pip install &quot;{requirement}&quot;`을 실행하세요.</translation>
    </message>
    <message>
        <source>Run `python -m pip install --upgrade &quot;PySide6-Essentials!=6.12.0&quot; shiboken6`.</source>
        <translation>`python -m pip install --upgrade &quot;PySide6-Essentials!=6.12.0&quot; shiboken6`을 실행하세요.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Runs folder of the window</source>
        <translation>창에서 고른 실행 폴더</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>SGD with momentum, two steps filled in</source>
        <translation>모멘텀 SGD 두 스텝에 숫자 넣기</translation>
    </message>
    <message>
        <source>SGD with the numbers filled in: w - lr * gradient</source>
        <translation>숫자를 넣어 본 SGD: w - lr * 기울기</translation>
    </message>
    <message>
        <source>SGD: one rate for all parameters, so steps differ as gradients do</source>
        <translation>SGD: 모든 파라미터에 같은 학습률, 스텝은 기울기만큼 다릅니다</translation>
    </message>
    <message>
        <source>Save and load: the same answers</source>
        <translation>저장하고 불러오기: 같은 답</translation>
    </message>
    <message>
        <source>Saving and loading</source>
        <translation>저장하고 불러오기</translation>
    </message>
    <message>
        <source>Sends what comes in through several branches and joins them.</source>
        <translation>들어온 값을 여러 갈래로 보내고 결과를 합칩니다.</translation>
    </message>
    <message>
        <source>Sequential passes on</source>
        <translation>Sequential은 차례로 넘깁니다</translation>
    </message>
    <message>
        <source>Set training.threads in the recipe to this number, or raise the CPU limit of the container.</source>
        <translation>레시피의 training.threads를 이 수로 정하거나, 컨테이너의 CPU 제한을 늘리세요.</translation>
    </message>
    <message>
        <source>Set {argument} to {value}</source>
        <translation>{argument}을(를) {value}(으)로 바꾸기</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Several arrays of {path} could be {field}: {found}. Name the one that is meant. There are: {arrays}.</source>
        <translation>{path}의 여러 배열이 {field}일 수 있습니다: {found}. 쓸 배열의 이름을 지정하세요. 있는 배열: {arrays}.</translation>
    </message>
    <message>
        <source>Several targets can be learnt only if all are numbers and the task is regression, not {task}. Choose one target (data.target).</source>
        <translation>타깃을 여러 개 학습하려면 모두 숫자이고 작업이 {task}이(가) 아니라 회귀여야 합니다. 타깃을 하나만 고르세요(data.target).</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Shape, type and device of the batch</source>
        <translation>배치의 형태, 자료형, 장치</translation>
    </message>
    <message>
        <source>Share of examples that are answered correctly.</source>
        <translation>맞힌 예시의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of examples whose class is among the first five.</source>
        <translation>정답 클래스가 상위 다섯 개 안에 든 예시의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of examples whose class is among the first three.</source>
        <translation>정답 클래스가 상위 세 개 안에 든 예시의 비율입니다.</translation>
    </message>
    <message>
        <source>Share of the target&apos;s variance that is explained; 0 is no better than always answering the mean.</source>
        <translation>타깃의 분산 가운데 설명된 비율입니다. 0이면 언제나 평균으로 답하는 것과 같습니다.</translation>
    </message>
    <message>
        <source>SiLU out of straight pieces: quicker.</source>
        <translation>직선 조각으로 만든 SiLU로, 더 빠릅니다.</translation>
    </message>
    <message>
        <source>Sigmoid out of straight pieces: quicker.</source>
        <translation>직선 조각으로 만든 시그모이드로, 더 빠릅니다.</translation>
    </message>
    <message>
        <source>Silences values at random in training, against overfitting.</source>
        <translation>과적합을 막기 위해 학습 중 값을 무작위로 끕니다.</translation>
    </message>
    <message>
        <source>Silences whole channels and keeps mean and variance, for SELU.</source>
        <translation>채널 전체를 끄면서 평균과 분산을 유지하는, SELU용입니다.</translation>
    </message>
    <message>
        <source>Silences whole channels at random in training.</source>
        <translation>학습 중 채널 전체를 무작위로 끕니다.</translation>
    </message>
    <message>
        <source>Slides a small window of weights over the input and finds the same pattern anywhere.</source>
        <translation>작은 가중치 창을 입력 위로 움직이며 같은 무늬를 어디서나 찾습니다.</translation>
    </message>
    <message>
        <source>Small values become 0, others stay.</source>
        <translation>작은 값은 0이 되고 나머지는 그대로입니다.</translation>
    </message>
    <message>
        <source>Softmax of the negated values.</source>
        <translation>부호를 바꾼 값의 소프트맥스입니다.</translation>
    </message>
    <message>
        <source>Softmax over the channels at each pixel.</source>
        <translation>픽셀마다 채널에 대한 소프트맥스입니다.</translation>
    </message>
    <message>
        <source>Some columns have the same name ({names}); the later ones are numbered.</source>
        <translation>이름이 같은 열이 있어({names}) 뒤의 열에 번호를 붙였습니다.</translation>
    </message>
    <message>
        <source>Someone has to choose a file here, but the demo is playing by itself.</source>
        <translation>여기서 파일을 골라야 하지만 데모가 자동으로 재생되고 있습니다.</translation>
    </message>
    <message>
        <source>Something hangs: a driver, or a network folder that does not respond. Restart the computer, and check again.</source>
        <translation>드라이버나 네트워크 폴더가 응답하지 않습니다. 컴퓨터를 다시 시작한 뒤 다시 점검하세요.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Split by group, so that all pictures of a subject are on one side.</source>
        <translation>한 대상의 이미지가 모두 한쪽에 있도록 그룹별로 분할하세요.</translation>
    </message>
    <message>
        <source>Split by group, so that all rows of a group are on one side.</source>
        <translation>그룹별로 나누어 한 그룹의 행을 모두 한쪽에 두세요.</translation>
    </message>
    <message>
        <source>Squeezes values between -1 and 1, slowly.</source>
        <translation>값을 -1과 1 사이로 천천히 눌러 넣습니다.</translation>
    </message>
    <message>
        <source>Squeezes values between -1 and 1.</source>
        <translation>값을 -1과 1 사이로 눌러 넣습니다.</translation>
    </message>
    <message>
        <source>Squeezes values between 0 and 1.</source>
        <translation>값을 0과 1 사이로 눌러 넣습니다.</translation>
    </message>
    <message>
        <source>Start it on a desktop, or with `xvfb-run -a training-studio`. `trainer` works without one.</source>
        <translation>데스크톱에서 시작하거나 `xvfb-run -a training-studio`로 시작하세요. `trainer`는 화면 없이도 동작합니다.</translation>
    </message>
    <message>
        <source>Stop at files that cannot be read.</source>
        <translation>읽을 수 없는 파일에서 멈춥니다.</translation>
    </message>
    <message>
        <source>Stopped after {trained}, before the test was done.</source>
        <translation>{trained}를 마친 뒤, 테스트가 끝나기 전에 중지했습니다.</translation>
    </message>
    <message>
        <source>Stopped after {trained}. Test {metric} {value}.</source>
        <translation>{trained}를 마친 뒤 중지했습니다. 테스트 {metric} {value}.</translation>
    </message>
    <message>
        <source>Stopped early after epoch {epochs}: training was best in epoch {best} and has not improved since. Test {metric} {value}.</source>
        <translation>에포크 {epochs} 뒤에 조기 종료했습니다. 학습 결과는 에포크 {best}에서 가장 좋았고 이후 나아지지 않았습니다. 테스트 {metric} {value}.</translation>
    </message>
    <message>
        <source>Stopped early after epoch {epochs}: validation was best in epoch {best} and has not improved since. Test {metric} {value}.</source>
        <translation>에포크 {epochs} 뒤에 조기 종료했습니다. 검증은 에포크 {best}에서 가장 좋았고 그 뒤로 나아지지 않았습니다. 테스트 {metric} {value}.</translation>
    </message>
    <message>
        <source>System: {system}.</source>
        <translation>시스템: {system}.</translation>
    </message>
    <message>
        <source>TF32</source>
        <translation>TF32</translation>
    </message>
    <message>
        <source>Takes means so that the result has the size that you give.</source>
        <translation>결과가 지정한 크기가 되도록 평균을 냅니다.</translation>
    </message>
    <message>
        <source>Takes the largest values so that the result has the size that you give.</source>
        <translation>결과가 지정한 크기가 되도록 가장 큰 값을 고릅니다.</translation>
    </message>
    <message>
        <source>Takes the mean of each window: a smaller picture.</source>
        <translation>창마다 평균을 내어 이미지를 줄입니다.</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <translation>임시 파일</translation>
    </message>
    <message>
        <source>Test examples, never trained on</source>
        <translation>학습에 쓰지 않은 테스트 예시</translation>
    </message>
    <message>
        <source>Test {metric}</source>
        <translation>테스트 {metric}</translation>
    </message>
    <message>
        <source>Tested on {examples}: loss {loss}, {metric} {value}.</source>
        <translation>테스트 {examples}: 손실 {loss}, {metric} {value}.</translation>
    </message>
    <message>
        <source>That works. `python -m pip install .` in its folder adds the commands and the plug-ins.</source>
        <translation>그대로 동작합니다. 그 폴더에서 `python -m pip install .`을 실행하면 명령과 플러그인이 추가됩니다.</translation>
    </message>
    <message>
        <source>The address of the webhook contains a user name or a password, which is not supported. Put a token into its path or query instead.</source>
        <translation>웹훅 주소에 사용자 이름이나 비밀번호가 들어 있으며, 이는 지원하지 않습니다. 대신 경로나 쿼리에 토큰을 넣으세요.</translation>
    </message>
    <message>
        <source>The auxiliary classifiers are left out: the model answers once.</source>
        <translation>보조 분류기는 뺐습니다. 모델은 한 번만 답합니다.</translation>
    </message>
    <message>
        <source>The batch&apos;s graph had been freed and was computed again. Random values such as dropout masks were drawn again, since this batch was started without looking inside.</source>
        <translation>배치의 그래프가 이미 해제되어 다시 계산했습니다. 이 배치는 내부를 보지 않는 상태에서 시작되어 드롭아웃 마스크 같은 난수는 새로 뽑았습니다.</translation>
    </message>
    <message>
        <source>The cache folder {path} cannot be made: {reason}. Runs are read again each time.</source>
        <translation>캐시 폴더를 만들 수 없습니다: {path} ({reason}). 실행을 매번 새로 읽습니다.</translation>
    </message>
    <message>
        <source>The certificate of the webhook&apos;s server is not valid, so nothing was sent.</source>
        <translation>웹훅 서버의 인증서가 올바르지 않아 아무것도 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The check of {part} did not end within {seconds} s, and was stopped.</source>
        <translation>{part} 점검이 {seconds}초 안에 끝나지 않아 중단했습니다.</translation>
    </message>
    <message>
        <source>The check of {part} ended with {how}: {last}</source>
        <translation>{part} 점검이 {how}(으)로 끝났습니다: {last}</translation>
    </message>
    <message>
        <source>The check of {part} failed: {reason}.</source>
        <translation>{part} 점검에 실패했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The class {most} has {ratio} times as many training examples as {least}: {many:,} and {few:,}.</source>
        <translation>클래스 {most}의 학습 예시가 {least}의 {ratio}배입니다: {many:,}개와 {few:,}개.</translation>
    </message>
    <message>
        <source>The classes are taken to be {classes}, but these hold folders of the same names, {deeper}, and no pictures of their own.</source>
        <translation>클래스를 {classes}(으)로 보았지만, 이 안에는 이미지 없이 같은 이름의 폴더({deeper})만 들어 있습니다.</translation>
    </message>
    <message>
        <source>The classes are those of the folders; {table} beside them is not used. Name it in data.labels to take the labels from it.</source>
        <translation>폴더 이름을 클래스로 쓰고, 옆에 있는 {table}은(는) 쓰지 않습니다. 그 레이블을 쓰려면 data.labels에 적으세요.</translation>
    </message>
    <message>
        <source>The corrections in {path} cannot be read: {reason}. Choose another file in data.corrections, or none.</source>
        <translation>{path}의 수정 내용을 읽을 수 없습니다: {reason}. data.corrections에 다른 파일을 지정하거나 비워 두세요.</translation>
    </message>
    <message>
        <source>The corrections leave out every example of a part, and nothing is left to train or to test on. Take some of them out of data.corrections.</source>
        <translation>수정 파일이 학습 또는 테스트 예시를 모두 제외해 남은 것이 없습니다. data.corrections에서 일부를 지우세요.</translation>
    </message>
    <message>
        <source>The data ({size}) is held in memory as one tensor.</source>
        <translation>데이터({size})는 텐서 하나로 메모리에 있습니다.</translation>
    </message>
    <message>
        <source>The data ({size}) is held on {device} as one tensor, as asked.</source>
        <translation>요청대로 데이터({size})는 텐서 하나로 {device} 장치에 있습니다.</translation>
    </message>
    <message>
        <source>The data ({size}) is held on {device} as one tensor.</source>
        <translation>데이터({size})는 텐서 하나로 {device} 장치에 있습니다.</translation>
    </message>
    <message>
        <source>The data ({size}) is held on {device} as one tensor; {free} were free.</source>
        <translation>데이터({size})는 텐서 하나로 {device} 장치에 있습니다. 빈 메모리는 {free}였습니다.</translation>
    </message>
    <message>
        <source>The data ({size}) is more than half of what is free on {device} ({free}), so it is streamed by a loader in this process.</source>
        <translation>데이터({size})가 {device}의 여유 메모리({free})의 절반보다 커서 이 프로세스의 로더를 거쳐 흘려보냅니다.</translation>
    </message>
    <message>
        <source>The data ({size}) is streamed by a loader in this process, as asked.</source>
        <translation>데이터({size})를 요청대로 이 프로세스의 로더를 거쳐 흘려보냅니다.</translation>
    </message>
    <message>
        <source>The data ({size}) is streamed by a loader in this process: the memory that loader processes would share has only {shared} free.</source>
        <translation>데이터({size})는 이 프로세스의 로더로 흘려 보냅니다. 로더 프로세스가 함께 쓸 메모리가 {shared}만 비어 있습니다.</translation>
    </message>
    <message>
        <source>The data ({size}) streams from a mapped file through a loader in this process.</source>
        <translation>데이터({size})를 메모리에 매핑한 파일에서 이 프로세스의 로더를 거쳐 흘려보냅니다.</translation>
    </message>
    <message>
        <source>The data has no column {n}.</source>
        <translation>데이터에 {n}번 열이 없습니다.</translation>
    </message>
    <message>
        <source>The data has no example at place {n}.</source>
        <translation>데이터에 {n}번째 예시가 없습니다.</translation>
    </message>
    <message>
        <source>The data is looked for there; it has to be the same.</source>
        <translation>그곳에서 데이터를 찾습니다. 데이터는 같아야 합니다.</translation>
    </message>
    <message>
        <source>The data is not what the run was trained on: {what}.</source>
        <translation>실행을 학습한 데이터와 다릅니다: {what}.</translation>
    </message>
    <message>
        <source>The data is not what the run was trained on: {what}. Put it back, or accept it as it is now (--accept-changed-data on the command line, accept_changed_data=True in Python).</source>
        <translation>실행을 학습한 데이터와 다릅니다: {what}. 데이터를 되돌려 놓거나 지금 그대로 쓰도록 허용하세요(명령줄에서는 --accept-changed-data, Python에서는 accept_changed_data=True).</translation>
    </message>
    <message>
        <source>The decision boundary or fitted curve is not recorded for replay: {reason}. Training continues.</source>
        <translation>재생에 쓸 결정 경계나 곡선 맞춤을 기록하지 않습니다: {reason}. 학습은 계속됩니다.</translation>
    </message>
    <message>
        <source>The encoding of the run&apos;s table was written by a later version of Training Studio. Update it to use this run.</source>
        <translation>실행의 표 인코딩을 더 새로운 Training Studio가 썼습니다. 이 실행을 쓰려면 업데이트하세요.</translation>
    </message>
    <message>
        <source>The engine can be imported, and its files are complete.</source>
        <translation>엔진을 불러올 수 있고, 파일이 모두 있습니다.</translation>
    </message>
    <message>
        <source>The engine cannot start: {reason}.</source>
        <translation>엔진을 시작할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The epoch under way continues at the next whole batch of the new size, so a few of its examples may come twice. A larger batch often wants a larger learning rate.</source>
        <translation>진행 중인 에포크는 새 크기의 다음 온전한 배치부터 이어지므로 예시 몇 개가 두 번 나올 수 있습니다. 배치가 크면 대개 학습률도 커야 합니다.</translation>
    </message>
    <message>
        <source>The example is of shape {one} and the model takes {other}, so it was not put through it.</source>
        <translation>예시의 모양은 {one}이고 모델은 {other}을(를) 받으므로, 모델에 넣지 않았습니다.</translation>
    </message>
    <message>
        <source>The examples take {size}, which is more than half of the free memory, and {folder} has room for {free}. Make room there, or use fewer examples (data.count).</source>
        <translation>예시가 {size}로 남은 메모리의 절반을 넘고, {folder}에는 {free}만 남아 있습니다. 그곳의 공간을 확보하거나 예시 수를 줄이세요(data.count).</translation>
    </message>
    <message>
        <source>The examples that were read so far take {size}, which is too much for the memory, and {folder} cannot take more: {reason}. Make room there, or read fewer examples (data.count).</source>
        <translation>지금까지 읽은 예시가 {size}여서 메모리에 너무 크고, {folder}에는 더 쓸 수 없습니다: {reason}. 그곳에 공간을 마련하거나 예시를 더 적게 읽으세요(data.count).</translation>
    </message>
    <message>
        <source>The features cannot tell them apart. Look whether a target is wrong or a feature is missing.</source>
        <translation>특성으로는 구분할 수 없습니다. 타깃이 틀렸거나 빠진 특성이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>The first backward freed what the nodes had saved, so there is nothing left to compute gradients from. With retain_graph=True the saved tensors stay, and so does the memory that they take.</source>
        <translation>첫 번째 backward가 노드에 저장된 텐서를 해제했으므로 기울기를 계산할 값이 남아 있지 않습니다. retain_graph=True이면 저장된 텐서와 그 텐서가 차지하는 메모리가 그대로 남습니다.</translation>
    </message>
    <message>
        <source>The forward pass failed before any operation had been recorded.</source>
        <translation>기록된 연산이 하나도 없이 순전파가 실패했습니다.</translation>
    </message>
    <message>
        <source>The gradient explodes in {names}: its norm is up to {norm}.</source>
        <translation>{names}에서 기울기가 폭발합니다. 노름이 최대 {norm}입니다.</translation>
    </message>
    <message>
        <source>The gradient of {name} has exploded: its norm is {norm}, above {bound}.</source>
        <translation>{name}의 기울기가 폭발했습니다. 노름이 {norm}으로 {bound}보다 큽니다.</translation>
    </message>
    <message>
        <source>The gradient of {name} has vanished: its norm is {norm}, below {bound}.</source>
        <translation>{name}의 기울기가 소실되었습니다. 노름이 {norm}으로 {bound}보다 작습니다.</translation>
    </message>
    <message>
        <source>The gradient vanishes in {names}: per weight, it is less than a thousandth of that in {largest}.</source>
        <translation>{names}에서 기울기가 소실됩니다. 가중치당 기울기가 {largest}의 1000분의 1도 되지 않습니다.</translation>
    </message>
    <message>
        <source>The graph was kept: backward can run again, and gradients add up in .grad.</source>
        <translation>그래프를 유지했습니다. backward를 다시 실행할 수 있고, 기울기는 .grad에 누적됩니다.</translation>
    </message>
    <message>
        <source>The header has more names than the rows have cells; the last ones were left out.</source>
        <translation>머리글의 이름이 행의 칸보다 많아 마지막 이름들을 뺐습니다.</translation>
    </message>
    <message>
        <source>The header has one name less than the rows: the first column is called “row”.</source>
        <translation>머리글의 이름이 행의 칸보다 하나 적어 첫 열의 이름을 “row”로 정했습니다.</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>학습 시간</translation>
    </message>
    <message numerus="yes">
        <source>This run is finished: all of its {n:,} epochs are trained. Resume it for more epochs, or press Train for a new run.</source>
        <translation>
            <numerusform>이 실행은 에포크 {n:,}개를 모두 마쳤습니다. 에포크를 늘려 재개하거나, 학습을 눌러 새 실행을 시작하세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{share} of the {n:,} test examples are classified correctly.</source>
        <translation>
            <numerusform>테스트 예시 {n:,}개 중 {share}가 맞습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{share} of {n:,} examples are classified correctly.</source>
        <translation>
            <numerusform>예시 {n:,}개 중 {share}가 맞습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{share} of {n:,} validation examples are classified correctly after epoch {epoch}.</source>
        <translation>
            <numerusform>에포크 {epoch} 뒤 검증 예시 {n:,}개 중 {share}가 맞습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{size} of activations for {n:,} examples</source>
        <translation>
            <numerusform>예시 {n:,}개의 활성값 {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>The images in “{name}” have their channels last, and were turned to (N, C, H, W).</source>
        <translation>“{name}”의 이미지는 채널이 마지막에 있어 (N, C, H, W)로 바꾸었습니다.</translation>
    </message>
    <message>
        <source>The input of example {index:,} has the shape {shape}, which holds nothing.</source>
        <translation>예시 {index:,}의 입력은 모양이 {shape}(으)로 비어 있습니다.</translation>
    </message>
    <message>
        <source>The input of example {index:,} has the shape {shape}. It should be (features), (height, width) or (channels, height, width).</source>
        <translation>예시 {index:,}의 입력은 모양이 {shape}입니다. (특징), (높이, 너비), (채널, 높이, 너비) 중 하나여야 합니다.</translation>
    </message>
    <message>
        <source>The input of example {index:,} holds NaN or infinity, with which the loss becomes NaN. Replace them.</source>
        <translation>예시 {index:,}의 입력에 NaN이나 무한대가 있어 손실이 NaN이 됩니다. 다른 값으로 바꾸세요.</translation>
    </message>
    <message>
        <source>The input of example {index:,} is a PIL picture. Turn it into a tensor, for example with torchvision.transforms.ToTensor().</source>
        <translation>예시 {index:,}의 입력이 PIL 이미지입니다. torchvision.transforms.ToTensor() 등을 써서 텐서로 바꾸세요.</translation>
    </message>
    <message>
        <source>The input of example {index:,} is of type {dtype}, and that of example {first:,} of {other}. Use one type.</source>
        <translation>예시 {index:,}의 입력은 자료형이 {dtype}인데 예시 {first:,}은(는) {other}입니다. 한 자료형으로 통일하세요.</translation>
    </message>
    <message>
        <source>The input of example {index:,} is of type {dtype}. Return real numbers.</source>
        <translation>예시 {index:,}의 입력은 자료형이 {dtype}입니다. 실수를 반환하세요.</translation>
    </message>
    <message>
        <source>The input of example {index:,} is {type}. Return a tensor or an array of numbers.</source>
        <translation>예시 {index:,}의 입력이 {type}입니다. 텐서나 숫자 배열을 반환하세요.</translation>
    </message>
    <message>
        <source>The inputs are {dtype} up to {largest}. Training goes better with numbers around 0..1: divide by 255.</source>
        <translation>입력이 최댓값 {largest}인 {dtype}입니다. 0..1 정도의 숫자라야 학습이 잘됩니다. 255로 나누세요.</translation>
    </message>
    <message>
        <source>The inputs are {dtype}; they are trained on as float32.</source>
        <translation>입력의 자료형이 {dtype}이며, float32로 바꾸어 학습합니다.</translation>
    </message>
    <message>
        <source>The inputs are “{inputs}” {shape}, the targets “{targets}” {target_shape}.</source>
        <translation>입력은 “{inputs}” {shape}, 타깃은 “{targets}” {target_shape}입니다.</translation>
    </message>
    <message>
        <source>The inputs have the shape {shape}, which looks like (height, width, channels). PyTorch wants (channels, height, width): input.permute(2, 0, 1).</source>
        <translation>입력의 모양 {shape}은(는) (높이, 너비, 채널)로 보입니다. PyTorch는 (채널, 높이, 너비)를 받으므로 input.permute(2, 0, 1)을 쓰세요.</translation>
    </message>
    <message>
        <source>The labels are those in column {column} of {table}.</source>
        <translation>{table}의 {column} 열을 레이블로 씁니다.</translation>
    </message>
    <message>
        <source>The layer {layer} has no units that can be drawn.</source>
        <translation>층 {layer}에는 그릴 수 있는 유닛이 없습니다.</translation>
    </message>
    <message>
        <source>The library {library} is missing, so Qt cannot load: {plugins}.</source>
        <translation>라이브러리 {library}이(가) 없어 Qt가 불러오지 못합니다: {plugins}.</translation>
    </message>
    <message>
        <source>The logarithm of the sigmoid.</source>
        <translation>시그모이드의 로그입니다.</translation>
    </message>
    <message>
        <source>The loss fell at no rate of the range. The model may learn nothing from this data yet: look at the data and the loss, or choose a rate by hand.</source>
        <translation>범위 안의 어떤 학습률에서도 손실이 줄지 않았습니다. 모델이 아직 이 데이터에서 배우지 못하는 것일 수 있으니 데이터와 손실을 확인하거나 학습률을 직접 정하세요.</translation>
    </message>
    <message>
        <source>The loss is not finite at batch {step}, so there is no batch {wanted}. Look at that step instead.</source>
        <translation>배치 {step}에서 손실이 유한하지 않아 배치 {wanted}은(는) 없습니다. 대신 그 스텝을 살펴보세요.</translation>
    </message>
    <message>
        <source>The loss is not finite, so the step was broken off before backward.</source>
        <translation>손실이 유한하지 않아 역전파 전에 스텝을 중단했습니다.</translation>
    </message>
    <message>
        <source>The loss of this batch, example by example</source>
        <translation>이 배치의 예시별 손실</translation>
    </message>
    <message>
        <source>The loss or the predictions are not finite.</source>
        <translation>손실 또는 예측이 유한하지 않습니다.</translation>
    </message>
    <message>
        <source>The model compiles {names}. Inside steps through the uncompiled code, whose results may differ in the last bits.</source>
        <translation>모델이 {names}을(를) 컴파일합니다. 내부에서는 컴파일하지 않은 코드를 한 단계씩 실행하므로 마지막 자릿수가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The model has learnt to answer on the other scale, and its answers would mean something else. Start a new run.</source>
        <translation>모델은 다른 척도로 답하도록 학습했으므로 답의 뜻이 달라집니다. 새 실행을 시작하세요.</translation>
    </message>
    <message>
        <source>The model has no ReLU to watch. Choose a module.</source>
        <translation>모델에 지켜볼 ReLU가 없습니다. 모듈을 고르세요.</translation>
    </message>
    <message>
        <source>The model has no hidden layer {layer}.</source>
        <translation>모델에 은닉층 {layer}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The model has no parameter {name}. Did you mean {near}?</source>
        <translation>모델에 {name} 파라미터가 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>The model has nothing called {name} that can be watched for this. Did you mean {near}?</source>
        <translation>모델에 이렇게 감시할 수 있는 {name}이(가) 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>The module {name} cannot be copied: {reason}. Make a new one, and keep tensors that were computed from its parameters out of its attributes.</source>
        <translation>모듈 {name}을(를) 복사할 수 없습니다: {reason}. 새로 만들고, 파라미터에서 계산한 텐서를 속성에 두지 마세요.</translation>
    </message>
    <message>
        <source>The network</source>
        <translation>신경망 전체</translation>
    </message>
    <message>
        <source>The network cannot be followed beyond {layer}: {reason}.</source>
        <translation>{layer} 다음부터는 신경망을 따라갈 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The optimizer&apos;s step has left weights that are not finite.</source>
        <translation>옵티마이저 스텝 뒤에 유한하지 않은 가중치가 남았습니다.</translation>
    </message>
    <message>
        <source>The package {package} is not installed.</source>
        <translation>패키지 {package}이(가) 설치되지 않았습니다.</translation>
    </message>
    <message>
        <source>The parameters of the model, by name</source>
        <translation>모델의 파라미터와 이름</translation>
    </message>
    <message>
        <source>The pictures are of very different sizes, from {small} ({w} × {h}) to {large} ({width} × {height}).</source>
        <translation>이미지 크기가 {small}({w} × {h})부터 {large}({width} × {height})까지 크게 다릅니다.</translation>
    </message>
    <message>
        <source>The pictures are read.</source>
        <translation>이미지를 다 읽었습니다.</translation>
    </message>
    <message>
        <source>The process in which {path} is tried cannot be started: {reason}. Close other programs and try again.</source>
        <translation>{path}을(를) 시험할 프로세스를 시작할 수 없습니다: {reason}. 다른 프로그램을 닫고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The recipe compiles the model. Inside, the plain model is stepped, whose numbers may differ in the last bits.</source>
        <translation>레시피가 모델을 컴파일합니다. 내부 보기에서는 컴파일하지 않은 모델로 단계를 진행하므로 숫자의 마지막 비트가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The recipe compiles the model; the step was run with the plain one, whose last bits may differ.</source>
        <translation>레시피는 모델을 컴파일하지만, 이 스텝은 컴파일하지 않은 모델로 실행했습니다. 마지막 비트가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The sigmoid or tanh after {names} is saturated: up to {share} of its values lie where it is flat and lets hardly any gradient through.</source>
        <translation>{names} 뒤의 시그모이드 또는 tanh가 포화되었습니다. 값의 최대 {share}가 기울기가 거의 전달되지 않는 평평한 구간에 있습니다.</translation>
    </message>
    <message>
        <source>The steps are very large in {names}: a step changes the weights by up to {share} of their norm.</source>
        <translation>{names}의 스텝이 매우 큽니다. 한 스텝에 가중치가 노름의 최대 {share}만큼 바뀝니다.</translation>
    </message>
    <message>
        <source>The webhook answered {code} and did not accept the report.</source>
        <translation>웹훅이 {code}(으)로 응답하여 보고서를 받지 않았습니다.</translation>
    </message>
    <message>
        <source>The webhook answered {code}.</source>
        <translation>웹훅이 {code}(으)로 응답했습니다.</translation>
    </message>
    <message>
        <source>The webhook answered {code}: it redirects to another address. Use that one; redirects are not followed.</source>
        <translation>웹훅이 {code}(으)로 응답하며 다른 주소로 리디렉션합니다. 리디렉션은 따라가지 않으니 그 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>The webhook could not be reached: {reason}.</source>
        <translation>웹훅에 연결할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The webhook did not answer within {seconds:g} s.</source>
        <translation>웹훅이 {seconds:g}초 안에 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>The webhook&apos;s server refused the connection.</source>
        <translation>웹훅 서버가 연결을 거부했습니다.</translation>
    </message>
    <message>
        <source>The webhook&apos;s server was not found. Check its address and the network.</source>
        <translation>웹훅 서버를 찾을 수 없습니다. 주소와 네트워크를 확인하세요.</translation>
    </message>
    <message>
        <source>The weights hardly move in {names}: no step has changed them by more than a millionth of their norm.</source>
        <translation>{names}의 가중치가 거의 변하지 않습니다. 어느 스텝에서도 노름의 100만분의 1 넘게 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>The window cannot be shown: {reason}.</source>
        <translation>창을 표시할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The window is not installed; the engine works without it.</source>
        <translation>창이 설치되지 않았습니다. 엔진은 창 없이도 동작합니다.</translation>
    </message>
    <message>
        <source>There is no value called {name}.</source>
        <translation>{name}(이)라는 값이 없습니다.</translation>
    </message>
    <message>
        <source>There is no value called {name}. Did you mean {meant}?</source>
        <translation>{name}(이)라는 값이 없습니다. {meant}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>There is no {name} here.</source>
        <translation>여기에는 {name}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no {name} here. Did you mean {meant}?</source>
        <translation>여기에는 {name}이(가) 없습니다. {meant}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>This PyTorch was built for CUDA {cuda}, but no GPU can be used: {reason}.</source>
        <translation>이 PyTorch는 CUDA {cuda}용으로 빌드되었지만, 사용할 수 있는 GPU가 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>This batch was started without looking inside, so nothing is known about its phases. Continue to the next one.</source>
        <translation>이 배치는 내부를 보지 않는 상태에서 시작되어 각 단계의 기록이 없습니다. 다음 배치로 넘어가세요.</translation>
    </message>
    <message>
        <source>This desktop shows no notifications: it has neither a tray nor a notification service.</source>
        <translation>이 데스크톱에는 트레이도 알림 서비스도 없어 알림을 표시할 수 없습니다.</translation>
    </message>
    <message>
        <source>This is not the address of a webhook. Enter one that begins with https:// or http://, for example https://hooks.example.org/training.</source>
        <translation>웹훅 주소가 아닙니다. https:// 또는 http://로 시작하는 주소를 입력하세요. 예: https://hooks.example.org/training</translation>
    </message>
    <message>
        <source>This run has been evaluated with another metric so far. Start a new run to use this one.</source>
        <translation>이 실행은 지금까지 다른 지표로 평가되었습니다. 이 지표를 쓰려면 새 실행을 시작하세요.</translation>
    </message>
    <message>
        <source>The run has trained all its epochs: this is the step with which another one would begin.</source>
        <translation>이 실행은 모든 에포크를 학습했습니다. 여기에 나온 것은 에포크를 하나 더 학습한다면 처음 실행될 스텝입니다.</translation>
    </message>
    <message>
        <source>There is no comparison yet, or another model was built since the last one. Compare two models first.</source>
        <translation>아직 비교하지 않았거나 비교한 뒤에 다른 모델을 만들었습니다. 먼저 두 모델을 비교하세요.</translation>
    </message>
    <message>
        <source>Replaced {what} with {source} from {file}.</source>
        <translation>{what}을(를) {file}의 {source}(으)로 바꿨습니다.</translation>
    </message>
    <message>
        <source>Confusion on the test set</source>
        <translation>테스트 세트의 혼동</translation>
    </message>
    <message>
        <source>Confusion on the validation set</source>
        <translation>검증 세트의 혼동</translation>
    </message>
    <message>
        <source>The run in {path} has left no weights yet; the model is as it was before its first batch.</source>
        <translation>{path}: 실행이 아직 가중치를 남기지 않았습니다. 모델은 첫 배치 전의 상태입니다.</translation>
    </message>
    <message>
        <source>The run in {path} is being written by another program or another run. It can be looked at, and continues there; end it first to resume it here.</source>
        <translation>{path}: 다른 프로그램이나 다른 실행이 쓰고 있습니다. 볼 수는 있으며 실행은 그쪽에서 계속됩니다. 여기서 계속하려면 먼저 끝내세요.</translation>
    </message>
    <message>
        <source>The run in {path} is going on, so it is not deleted. End it first.</source>
        <translation>{path}: 진행 중인 실행이라 삭제하지 않았습니다. 먼저 끝내세요.</translation>
    </message>
    <message>
        <source>The run is not paused. Pause it before going back.</source>
        <translation>실행이 일시정지 상태가 아닙니다. 되돌아가기 전에 일시정지하세요.</translation>
    </message>
    <message>
        <source>The run was stopped and discarded; nothing is kept.</source>
        <translation>실행을 중지하고 버렸습니다. 남은 것은 없습니다.</translation>
    </message>
    <message>
        <source>The run was trained on {n:,} examples, and its data has {present:,} now. Put the data back as it was.</source>
        <translation>이 실행은 예시 {n:,}개로 학습했는데 지금 데이터에는 {present:,}개가 있습니다. 데이터를 원래대로 되돌리세요.</translation>
    </message>
    <message>
        <source>The run was trained on {then} and is resumed on {now}: its last bits may differ.</source>
        <translation>실행은 {then}에서 학습했고 {now}에서 계속합니다. 마지막 비트가 다를 수 있습니다.</translation>
    </message>
    <message>
        <source>The run&apos;s folder {path} can be written again.</source>
        <translation>실행 폴더에 다시 쓸 수 있습니다: {path}</translation>
    </message>
    <message>
        <source>The run&apos;s folder {path} cannot be made: {reason}. Choose another folder.</source>
        <translation>실행 폴더를 만들 수 없습니다: {path} ({reason}). 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>The same in all but the last bits: from here on the numbers are not those of a run that was never stopped.</source>
        <translation>마지막 비트를 빼면 같습니다. 이제부터의 수는 멈춘 적 없는 실행의 수와 다릅니다.</translation>
    </message>
    <message>
        <source>The schedule cut the learning rate after epoch {epoch}.</source>
        <translation>에포크 {epoch} 뒤에 스케줄이 학습률을 낮췄습니다.</translation>
    </message>
    <message>
        <source>The sheet {sheet} was read; the workbook has others: {others}.</source>
        <translation>{sheet} 시트를 읽었습니다. 통합 문서에 있는 다른 시트: {others}.</translation>
    </message>
    <message>
        <source>The small first convolution is new: the weights have none of this size.</source>
        <translation>작은 첫 합성곱은 새것입니다. 가중치 파일에 이 크기의 것이 없습니다.</translation>
    </message>
    <message>
        <source>The snapshot {path} cannot be used: batches or epochs before it are missing on disk (batches: {have:,} of {need:,}).</source>
        <translation>스냅샷을 쓸 수 없습니다: {path}. 그 앞의 배치나 에포크가 디스크에 없습니다(배치 {need:,}개 중 {have:,}개).</translation>
    </message>
    <message>
        <source>The step moved {name} by {ratio} of its norm, which is outside of {low} to {high}.</source>
        <translation>이번 스텝에서 {name}이(가) 노름의 {ratio}만큼 움직여 {low}~{high} 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>The table cannot be kept in {folder} ({reason}). Free some space there, or save it as a file yourself and open it.</source>
        <translation>표를 {folder}에 보관할 수 없습니다({reason}). 그곳의 공간을 확보하거나, 직접 파일로 저장한 뒤 여세요.</translation>
    </message>
    <message>
        <source>The target of example {index:,} has the shape {shape}. Return a class as one int (of a one-hot vector: argmax), or up to {most} numbers as float.</source>
        <translation>예시 {index:,}의 타깃은 모양이 {shape}입니다. 클래스는 int 하나로(원-핫 벡터라면 argmax), 숫자는 float {most}개까지 반환하세요.</translation>
    </message>
    <message>
        <source>The target of example {index:,} is the text “{value}”. Return the class as a number from 0 on, for example names.index(label), and keep the names in self.classes.</source>
        <translation>예시 {index:,}의 타깃이 텍스트 “{value}”입니다. names.index(label)처럼 클래스를 0부터 시작하는 숫자로 반환하고 이름은 self.classes에 두세요.</translation>
    </message>
    <message>
        <source>The target of example {index:,} is {kind}, and that of example {first:,} is {other}. Use one kind.</source>
        <translation>예시 {index:,}의 타깃은 {kind}인데 예시 {first:,}의 타깃은 {other}입니다. 한 종류로 통일하세요.</translation>
    </message>
    <message>
        <source>The target of example {index:,} is {type}. Return a class as an int, or numbers as float.</source>
        <translation>예시 {index:,}의 타깃이 {type}입니다. 클래스는 int로, 숫자는 float로 반환하세요.</translation>
    </message>
    <message>
        <source>The target of example {index:,} is {value}. Classes are numbered from 0 on.</source>
        <translation>예시 {index:,}의 타깃이 {value}입니다. 클래스 번호는 0부터 시작합니다.</translation>
    </message>
    <message>
        <source>The target of example {index:,} is {value}. Leave such examples out.</source>
        <translation>예시 {index:,}의 타깃이 {value}입니다. 이런 예시는 빼세요.</translation>
    </message>
    <message>
        <source>The target {column} has no value in any of the {rows:,} rows of {path}. Choose another target.</source>
        <translation>{path}의 {rows:,}개 행 어디에도 타깃 {column}의 값이 없습니다. 다른 타깃을 고르세요.</translation>
    </message>
    <message>
        <source>The target {column} of {path} has {classes:,} different values in {rows:,} rows, so most classes have a single example. Choose another target (data.target).</source>
        <translation>{path}의 타깃 {column}은(는) {rows:,}개 행에 서로 다른 값이 {classes:,}가지라서 대부분의 클래스에 예시가 하나뿐입니다. 다른 타깃을 고르세요(data.target).</translation>
    </message>
    <message>
        <source>The target {column} of {path} has {classes:,} different values, and a binary task has two. Set data.task to classification.</source>
        <translation>{path}의 타깃 {column}은(는) 서로 다른 값이 {classes:,}가지인데 이진 작업에는 두 가지여야 합니다. data.task를 classification으로 하세요.</translation>
    </message>
    <message>
        <source>The target {column} of {path} is {value} in every row, so there is nothing to learn. Choose another target (data.target).</source>
        <translation>{path}의 타깃 {column}이(가) 모든 행에서 {value}(이)라서 배울 것이 없습니다. 다른 타깃을 고르세요(data.target).</translation>
    </message>
    <message>
        <source>The test set of {name} has inputs of {shape} and {numbers} numbers as target, the training set has {other} and {others}. Make both alike.</source>
        <translation>{name}의 테스트 세트는 입력이 {shape}, 타깃이 숫자 {numbers}개인데 학습 세트는 {other}, {others}개입니다. 둘을 같게 맞추세요.</translation>
    </message>
    <message>
        <source>The times could not be measured: {reason}.</source>
        <translation>시간을 측정하지 못했습니다: {reason}.</translation>
    </message>
    <message>
        <source>The training ended after batch {last}, so there is no batch {wanted}.</source>
        <translation>학습이 배치 {last} 뒤에 끝나서 배치 {wanted}은(는) 없습니다.</translation>
    </message>
    <message>
        <source>The trial itself failed: {error}. Please report this.</source>
        <translation>시험 자체가 실패했습니다: {error}. 이 문제를 알려 주세요.</translation>
    </message>
    <message>
        <source>The weights of its three colours are summed up for the one channel.</source>
        <translation>세 색의 가중치를 더해 채널 하나에 씁니다.</translation>
    </message>
    <message>
        <source>The weights were trained on pictures of {side} × {side} pixels, and these have {height} × {width}: a larger model.image_size may be more accurate, and takes longer.</source>
        <translation>가중치는 {side} × {side} 픽셀 이미지로 학습되었고 이 이미지는 {height} × {width}입니다. model.image_size를 키우면 더 정확할 수 있지만 더 오래 걸립니다.</translation>
    </message>
    <message>
        <source>The weights {file} are not on this computer yet: {megabytes} MB would be downloaded from {origin} into {folder}. Agree to the download (--download on the command line, download=True in Python), or put the file there yourself. {otherwise}</source>
        <translation>가중치 {file}이(가) 아직 이 컴퓨터에 없습니다. {origin}에서 {megabytes} MB를 {folder}에 내려받아야 합니다. 다운로드에 동의하거나(명령줄은 --download, Python은 download=True) 파일을 그 폴더에 직접 넣으세요. {otherwise}</translation>
    </message>
    <message>
        <source>There are no pictures in {path}. Choose a folder that holds a folder of pictures for each class.</source>
        <translation>{path}에 이미지가 없습니다. 클래스마다 이미지 폴더가 하나씩 들어 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>There are two classes called {name}, from lines {first} and {last}; only the last counts. Rename one.</source>
        <translation>{name}이라는 클래스가 {first}행과 {last}행에 두 개 있습니다. 마지막 것만 쓰이니 하나의 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>There is no diagram of this network: it cannot be copied ({reason}).</source>
        <translation>이 네트워크는 복사할 수 없어 다이어그램을 그릴 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>There is no graph to walk backward: the loss has no grad_fn.</source>
        <translation>역전파할 그래프가 없습니다. 손실에 grad_fn이 없습니다.</translation>
    </message>
    <message>
        <source>There is no graph: no parameter of the model requires a gradient.</source>
        <translation>그래프가 없습니다. 모델의 파라미터 중 기울기가 필요한 것이 없습니다.</translation>
    </message>
    <message>
        <source>There is no graph: the loss was not computed from any tensor that requires a gradient.</source>
        <translation>그래프가 없습니다. 손실이 기울기가 필요한 텐서에서 계산되지 않았습니다.</translation>
    </message>
    <message>
        <source>There is no index {index}: the dimensions before the last two have the lengths {lengths}.</source>
        <translation>인덱스 {index}가 없습니다. 마지막 두 차원을 뺀 차원의 길이는 {lengths}입니다.</translation>
    </message>
    <message>
        <source>There is no layer yet. Add one, and end with as many outputs as the task needs.</source>
        <translation>아직 층이 없습니다. 하나 추가하고, 과제에 필요한 만큼의 출력으로 끝내세요.</translation>
    </message>
    <message>
        <source>There is no module {module}, {during}. Install it, or put it beside the file and import it at the top of the file.</source>
        <translation>{during} {module} 모듈을 찾을 수 없었습니다. 설치하거나, 파일 옆에 두고 파일 맨 위에서 가져오세요(import).</translation>
    </message>
    <message>
        <source>There is no picture in the folder {path}.</source>
        <translation>{path} 폴더에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>There is no preset called {value}. Did you mean {near}? There are: {allowed}.</source>
        <translation>{value}(이)라는 프리셋이 없습니다. {near}을(를) 뜻했나요? 있는 프리셋: {allowed}.</translation>
    </message>
    <message>
        <source>There is no step {step}: the steps of this training are 1 to {last:,}. Choose one of them.</source>
        <translation>스텝 {step}은(는) 없습니다. 이 학습의 스텝은 1부터 {last:,}까지입니다. 그중에서 고르세요.</translation>
    </message>
    <message>
        <source>There is no table in the folder {path}.</source>
        <translation>{path} 폴더에 표가 없습니다.</translation>
    </message>
    <message>
        <source>There is no tensor called {name} here.</source>
        <translation>여기에는 {name}이라는 텐서가 없습니다.</translation>
    </message>
    <message>
        <source>There is no tensor called {name} here. Did you mean {near}?</source>
        <translation>여기에는 {name}이라는 텐서가 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>There is no training example {n}.</source>
        <translation>{n}번 학습 예시가 없습니다.</translation>
    </message>
    <message>
        <source>There is no {name} here: it is there once the step has come to it, until the next batch begins.</source>
        <translation>여기에는 {name}이(가) 없습니다. 스텝이 그 지점에 이르면 생기고 다음 배치가 시작될 때까지 남아 있습니다.</translation>
    </message>
    <message>
        <source>There is no {name} in it that can be used. It can be: {known}.</source>
        <translation>쓸 수 있는 {name}이(가) 없습니다. 가능한 값: {known}.</translation>
    </message>
    <message>
        <source>There was no answer within {seconds} s, {during}. Look for a loop that does not end or a wait for something; if it only takes long, give it more time (trial_seconds).</source>
        <translation>{during} {seconds}초 안에 응답이 없었습니다. 끝나지 않는 반복이나 무언가를 기다리는 곳이 있는지 찾아보세요. 오래 걸릴 뿐이라면 시간을 늘리세요(trial_seconds).</translation>
    </message>
    <message>
        <source>They are all used, so these count more than others.</source>
        <translation>모두 쓰이므로 다른 것보다 비중이 커집니다.</translation>
    </message>
    <message>
        <source>This data is an object of a Python program ({name}). Give it again there: train(recipe, data=…) or resume(run, data=…).</source>
        <translation>이 데이터는 Python 프로그램의 객체입니다({name}). 그 프로그램에서 다시 넘겨 주세요: train(recipe, data=…) 또는 resume(run, data=…).</translation>
    </message>
    <message>
        <source>This is not valid Python: {error}. Correct the line.</source>
        <translation>올바른 Python 코드가 아닙니다: {error}. 그 줄을 고치세요.</translation>
    </message>
    <message>
        <source>This is where the batch begins. A step cannot go back beyond it.</source>
        <translation>여기가 배치의 시작입니다. 그보다 앞으로는 되돌아갈 수 없습니다.</translation>
    </message>
    <message>
        <source>This model is an object of a Python program ({name}). Give it again there: train(recipe, model=…) or resume(run, model=…).</source>
        <translation>이 모델은 Python 프로그램의 객체입니다({name}). 그 프로그램에서 다시 넘겨 주세요: train(recipe, model=…) 또는 resume(run, model=…).</translation>
    </message>
    <message>
        <source>This run trains a module of the class {name}, and the one that was given is a {given}. Give one of the same class.</source>
        <translation>이 실행은 {name} 클래스의 모듈을 학습하는데, 넘겨받은 것은 {given}입니다. 같은 클래스의 모듈을 넘겨 주세요.</translation>
    </message>
    <message>
        <source>This run was changed by hand, so only what follows from the snapshot after that is replayed.</source>
        <translation>직접 변경한 학습이므로, 그 뒤의 스냅샷부터만 다시 실행합니다.</translation>
    </message>
    <message>
        <source>This run was not trained on a table, so it cannot predict one. Choose a run that was.</source>
        <translation>표로 학습한 실행이 아니라서 표를 예측할 수 없습니다. 표로 학습한 실행을 고르세요.</translation>
    </message>
    <message>
        <source>Tiles are made of three dimensions or more, and this tensor has {n}.</source>
        <translation>타일로 보려면 3차원 이상이어야 하는데, 이 텐서는 {n}차원입니다.</translation>
    </message>
    <message>
        <source>To another type</source>
        <translation>다른 자료형으로</translation>
    </message>
    <message>
        <source>To the GPU, and what PyTorch says where there is none</source>
        <translation>GPU로 보내기, 그리고 GPU가 없을 때 PyTorch가 하는 말</translation>
    </message>
    <message>
        <source>Top-3 accuracy</source>
        <translation>상위 3 정확도</translation>
    </message>
    <message>
        <source>Top-5 accuracy</source>
        <translation>상위 5 정확도</translation>
    </message>
    <message>
        <source>Training Studio is not installed as a package; this is a copy of its source.</source>
        <translation>Training Studio가 패키지로 설치되지 않았습니다. 소스 사본을 실행하고 있습니다.</translation>
    </message>
    <message>
        <source>Training Studio {version}.</source>
        <translation>Training Studio {version}.</translation>
    </message>
    <message>
        <source>Training diverged: the loss became {loss} at batch {step}. It is paused, with the weights from before training restored. A smaller learning rate usually helps; clipping the gradient norm or float32 may.</source>
        <translation>학습이 발산했습니다: 배치 {step}의 손실이 {loss}입니다. 학습을 일시정지하고 가중치를 학습 전으로 되돌렸습니다. 학습률을 낮추면 대개 해결되며, 기울기 노름 자르기나 float32가 도움이 되기도 합니다.</translation>
    </message>
    <message>
        <source>Training diverged: the loss became {loss} at batch {step}. It is paused, with the weights of epoch {epoch} restored. A smaller learning rate usually helps; clipping the gradient norm or float32 may.</source>
        <translation>학습이 발산했습니다: 배치 {step}의 손실이 {loss}입니다. 학습을 일시정지하고 가중치를 에포크 {epoch}의 것으로 되돌렸습니다. 학습률을 낮추면 대개 해결되며, 기울기 노름 자르기나 float32가 도움이 되기도 합니다.</translation>
    </message>
    <message>
        <source>Twice as many do not fit into the memory.</source>
        <translation>두 배는 메모리에 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>Twice as many would need more than nine tenths of the memory that is free.</source>
        <translation>두 배로 늘리면 남은 메모리의 10분의 9를 넘게 됩니다.</translation>
    </message>
    <message>
        <source>Unflatten makes {sizes} = {product:,} of a dimension that has {size:,}.</source>
        <translation>Unflatten은 크기가 {size:,}인 차원을 {sizes} = {product:,}(으)로 나누려 합니다.</translation>
    </message>
    <message>
        <source>Update its driver or PyTorch, or choose another device in the tool bar or with --device.</source>
        <translation>드라이버나 PyTorch를 업데이트하거나, 도구 모음 또는 --device로 다른 장치를 고르세요.</translation>
    </message>
    <message>
        <source>Update {package}, or uninstall it.</source>
        <translation>{package}을(를) 업데이트하거나 제거하세요.</translation>
    </message>
    <message>
        <source>Upsample cannot find values by {mode} where what comes in is {shape}.</source>
        <translation>들어오는 값이 {shape}일 때 Upsample은 {mode} 방식을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Upsample has {given} numbers for a picture of {sides} sides.</source>
        <translation>변이 {sides}개인 이미지에 Upsample의 수가 {given}개입니다.</translation>
    </message>
    <message>
        <source>Upsample needs either a factor or a size: one of them, not both.</source>
        <translation>Upsample에는 배율과 크기 중 하나만 필요합니다.</translation>
    </message>
    <message>
        <source>Upsample would leave nothing of {shape}: its factor is too small.</source>
        <translation>Upsample의 배율이 너무 작아 {shape}에서 남는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Use the usual values</source>
        <translation>기본값 쓰기</translation>
    </message>
    <message>
        <source>Use {layer} instead</source>
        <translation>대신 {layer} 쓰기</translation>
    </message>
    <message>
        <source>Validation {metric}, best epoch</source>
        <translation>검증 {metric}, 최고 에포크</translation>
    </message>
    <message>
        <source>Validation {metric}, last epoch</source>
        <translation>검증 {metric}, 마지막 에포크</translation>
    </message>
    <message>
        <source>Values below a threshold become one value.</source>
        <translation>문턱값보다 작은 값은 한 값이 됩니다.</translation>
    </message>
    <message>
        <source>Values move towards 0, small ones become 0.</source>
        <translation>값이 0 쪽으로 움직이고 작은 값은 0이 됩니다.</translation>
    </message>
    <message>
        <source>Versions: {versions}.</source>
        <translation>버전: {versions}.</translation>
    </message>
    <message>
        <source>Weights cannot be written into {folder} ({reason}). Free some space there or make it writable, or name another folder in the environment variable {variable}.</source>
        <translation>{folder}에 가중치를 쓸 수 없습니다({reason}). 공간을 비우거나 쓰기를 허용하거나, 환경 변수 {variable}에 다른 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>진행 기록</translation>
    </message>
    <message>
        <source>What no_grad saves: bytes kept for backward</source>
        <translation>no_grad로 아끼는 것: 역전파용으로 보관하는 바이트</translation>
    </message>
    <message>
        <source>What no_grad saves: seconds of ten forward passes</source>
        <translation>no_grad로 아끼는 것: 순전파 열 번의 시간</translation>
    </message>
    <message>
        <source>With retain_graph=True it works, and adds up</source>
        <translation>retain_graph=True면 가능하고, 기울기가 더해집니다</translation>
    </message>
    <message>
        <source>__init__ of {name} does not call super().__init__(). Make that its first line, before any layer.</source>
        <translation>{name}의 __init__이 super().__init__()을 호출하지 않습니다. 층을 만들기 전, 첫 줄에서 호출하세요.</translation>
    </message>
    <message>
        <source>a bracket before this line is not closed, or a comma is missing</source>
        <translation>이 줄 앞의 괄호가 닫히지 않았거나 쉼표가 빠졌습니다</translation>
    </message>
    <message>
        <source>a demo has at most {n:,} steps</source>
        <translation>데모에는 단계가 최대 {n:,}개까지 들어갑니다</translation>
    </message>
    <message>
        <source>a quote before this line is not closed</source>
        <translation>이 줄 앞의 따옴표가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>a text has at most {n:,} characters</source>
        <translation>텍스트는 최대 {n:,}자까지 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>a text with a colon must be quoted, or the line is indented too far</source>
        <translation>콜론이 있는 텍스트는 따옴표로 감싸야 합니다. 아니면 줄이 너무 깊이 들여쓰기되었습니다</translation>
    </message>
    <message>
        <source>arange: the end is left out</source>
        <translation>arange: 끝 값은 빠집니다</translation>
    </message>
    <message>
        <source>backward fills .grad</source>
        <translation>backward가 .grad를 채웁니다</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>breakpoint() in {file}, line {line}.</source>
        <translation>{file} {line}행의 breakpoint()에서 멈췄습니다.</translation>
    </message>
    <message>
        <source>changed by hand: {what}</source>
        <translation>직접 변경: {what}</translation>
    </message>
    <message>
        <source>channels and one to three sides</source>
        <translation>채널과 한 개에서 세 개의 변</translation>
    </message>
    <message>
        <source>channels and their length</source>
        <translation>채널과 길이</translation>
    </message>
    <message>
        <source>channels, depth, height and width</source>
        <translation>채널, 깊이, 높이, 너비</translation>
    </message>
    <message>
        <source>channels, height and width</source>
        <translation>채널, 높이, 너비</translation>
    </message>
    <message>
        <source>choose takes a list and what is chosen in it, such as dataFilters: Bag</source>
        <translation>choose에는 목록과 그 안에서 고를 항목을 씁니다. 예: dataFilters: Bag</translation>
    </message>
    <message>
        <source>data.group_pattern is {pattern}. It needs {group} once, where names of one group are the same: {example}, for example.</source>
        <translation>data.group_pattern이 {pattern}입니다. 한 그룹의 이름에서 같은 부분에 {group}이 한 번 있어야 합니다. 예: {example}</translation>
    </message>
    <message>
        <source>detach leaves the graph</source>
        <translation>detach는 그래프에서 떼어 냅니다</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs} · batch {batch} of {batches} · {time} of {whole}</source>
        <translation>에포크 {epoch}/{epochs} · 배치 {batch}/{batches} · {time}/{whole}</translation>
    </message>
    <message>
        <source>forward of {name} takes no input. It should be def forward(self, x).</source>
        <translation>{name}의 forward가 입력을 받지 않습니다. def forward(self, x) 형태여야 합니다.</translation>
    </message>
    <message>
        <source>forward of {name} takes {inputs}, and training gives it one batch of inputs. Give the others a default.</source>
        <translation>{name}의 forward는 {inputs}을(를) 받지만, 학습에서는 입력 배치 하나만 전달됩니다. 나머지에 기본값을 주세요.</translation>
    </message>
    <message>
        <source>forward returns several values: {entries}. Say which is the answer (model.answer), for example {first}.</source>
        <translation>forward가 값을 여러 개 반환합니다: {entries}. 어느 것이 답인지 정하세요(model.answer). 예: {first}.</translation>
    </message>
    <message>
        <source>forward returns {entries}, and no {answer}. Choose another answer (model.answer).</source>
        <translation>forward가 반환하는 값은 {entries}이며 {answer}은(는) 없습니다. 다른 답을 고르세요(model.answer).</translation>
    </message>
    <message>
        <source>forward returns {type}. It should return a tensor of shape {expected}.</source>
        <translation>forward가 {type}을(를) 반환합니다. {expected} 형태의 텐서를 반환해야 합니다.</translation>
    </message>
    <message>
        <source>here is a tab; indent with spaces</source>
        <translation>탭이 있습니다. 공백으로 들여쓰세요</translation>
    </message>
    <message>
        <source>input() is refused: nobody could answer it while the engine waits. Write the value into the code, or set a name in the console.</source>
        <translation>input()은 받지 않습니다. 엔진이 기다리는 동안 아무도 답할 수 없기 때문입니다. 값을 코드에 적거나 콘솔에서 변수에 넣으세요.</translation>
    </message>
    <message>
        <source>is {truth}</source>
        <translation>정답 {truth}</translation>
    </message>
    <message>
        <source>it has a key of more than {most} parts</source>
        <translation>부분이 {most}개를 넘는 키가 있습니다</translation>
    </message>
    <message>
        <source>it is larger than {size}, which is not a picture</source>
        <translation>크기가 {size}를 넘어 이미지로 볼 수 없습니다</translation>
    </message>
    <message>
        <source>it is not an array of losses</source>
        <translation>손실 배열이 아닙니다</translation>
    </message>
    <message>
        <source>its version is not a number</source>
        <translation>버전이 숫자가 아닙니다</translation>
    </message>
    <message>
        <source>linspace: both ends are there</source>
        <translation>linspace: 양 끝 값이 모두 들어갑니다</translation>
    </message>
    <message>
        <source>map_location says where tensors are put</source>
        <translation>map_location은 텐서를 둘 장치를 정합니다</translation>
    </message>
    <message>
        <source>model.eval() changes nothing here: no module of PyTorch&apos;s in this model asks for it.</source>
        <translation>model.eval()로 달라지는 것이 없습니다. 이 모델에는 평가 모드에 반응하는 PyTorch 모듈이 없습니다.</translation>
    </message>
    <message>
        <source>no_grad records no graph</source>
        <translation>no_grad에서는 그래프가 기록되지 않습니다</translation>
    </message>
    <message>
        <source>one row of features, or channels and their length</source>
        <translation>한 줄의 특징 또는 채널과 길이</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>실제 속도</translation>
    </message>
    <message>
        <source>requires_grad is passed on, and grad_fn says how a tensor was made</source>
        <translation>requires_grad는 이어지고, grad_fn은 텐서가 만들어진 방법을 알려 줍니다</translation>
    </message>
    <message>
        <source>reshape: the same numbers in another shape</source>
        <translation>reshape: 같은 숫자를 다른 형태로</translation>
    </message>
    <message>
        <source>self.{attribute} has the name of a method that every nn.Module has. Give it another name.</source>
        <translation>self.{attribute}은(는) 모든 nn.Module에 있는 메서드와 이름이 같습니다. 다른 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>self.{attribute} is a plain tensor: it stays on the CPU when the model moves, and is not saved. Use self.register_buffer(“{attribute}”, …).</source>
        <translation>self.{attribute}은(는) 일반 텐서라서 모델을 옮겨도 CPU에 남고 저장되지 않습니다. self.register_buffer(“{attribute}”, …)를 쓰세요.</translation>
    </message>
    <message>
        <source>self.{attribute} is a plain {type} of layers, whose weights are neither trained nor saved. Make it nn.{instead}.</source>
        <translation>self.{attribute}은(는) 층을 담은 일반 {type}이라 가중치가 학습되지도 저장되지도 않습니다. nn.{instead}(으)로 바꾸세요.</translation>
    </message>
    <message>
        <source>self.{attribute} is a plain {type} of parameters, which are neither trained nor saved. Make it nn.{instead}.</source>
        <translation>self.{attribute}은(는) 파라미터를 담은 일반 {type}이라 학습되지도 저장되지도 않습니다. nn.{instead}(으)로 바꾸세요.</translation>
    </message>
    <message>
        <source>self.{attribute} is a tensor that asks for a gradient, but is neither trained nor saved. Make it nn.Parameter(…).</source>
        <translation>self.{attribute}은(는) 기울기를 요구하는 텐서지만 학습되지도 저장되지도 않습니다. nn.Parameter(…)로 바꾸세요.</translation>
    </message>
    <message>
        <source>shuffle: each example once, in another order</source>
        <translation>shuffle: 모든 예시를 한 번씩, 다른 순서로</translation>
    </message>
    <message>
        <source>squeeze takes away what has the size 1</source>
        <translation>squeeze는 크기 1인 차원을 없앱니다</translation>
    </message>
    <message>
        <source>super().__init__() forgotten</source>
        <translation>super().__init__()을 잊었을 때</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>파일이 비어 있습니다</translation>
    </message>
    <message>
        <source>there is no label {name}</source>
        <translation>레이블 {name}이(가) 없습니다</translation>
    </message>
    <message>
        <source>there is no step {name}</source>
        <translation>{name}(이)라는 단계는 없습니다</translation>
    </message>
    <message>
        <source>there is no {name} here</source>
        <translation>여기에는 {name}이(가) 없습니다</translation>
    </message>
    <message>
        <source>this character cannot be shown</source>
        <translation>표시할 수 없는 문자입니다</translation>
    </message>
    <message>
        <source>this is nested too deeply</source>
        <translation>너무 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>this line is not indented like the lines it belongs to</source>
        <translation>이 줄의 들여쓰기가 같은 묶음의 다른 줄과 다릅니다</translation>
    </message>
    <message>
        <source>torch.no_grad() records no graph: pred has no grad_fn, and nothing is kept for a backward pass.</source>
        <translation>torch.no_grad()는 그래프를 기록하지 않습니다. pred에 grad_fn이 없고 역전파에 필요한 값도 보관하지 않습니다.</translation>
    </message>
    <message>
        <source>torchvision does not work: {reason}.</source>
        <translation>torchvision이 동작하지 않습니다: {reason}.</translation>
    </message>
    <message>
        <source>torchvision was built for CUDA {vision_cuda}, and PyTorch for {torch_cuda}.</source>
        <translation>torchvision은 CUDA {vision_cuda}용으로, PyTorch는 {torch_cuda}용으로 빌드되었습니다.</translation>
    </message>
    <message>
        <source>torchvision {torchvision} belongs to PyTorch {torch}.</source>
        <translation>torchvision {torchvision}은(는) PyTorch {torch}과(와) 맞습니다.</translation>
    </message>
    <message>
        <source>torchvision {torchvision} does not belong to PyTorch {torch}, which needs torchvision 0.{minor}.</source>
        <translation>torchvision {torchvision}은(는) PyTorch {torch}과(와) 맞지 않습니다. torchvision 0.{minor}이(가) 필요합니다.</translation>
    </message>
    <message>
        <source>torchvision&apos;s compiled functions work.</source>
        <translation>torchvision의 컴파일된 함수가 동작합니다.</translation>
    </message>
    <message>
        <source>truth ↓ guess →</source>
        <translation>정답 ↓ 예측 →</translation>
    </message>
    <message>
        <source>unsqueeze puts in a dimension of size 1</source>
        <translation>unsqueeze는 크기 1인 차원을 넣습니다</translation>
    </message>
    <message>
        <source>view of a tensor that is not contiguous is an error; reshape copies</source>
        <translation>연속이 아닌 텐서에서 view는 오류, reshape는 복사</translation>
    </message>
    <message>
        <source>view shares memory with what it shows</source>
        <translation>view는 원본과 메모리를 공유합니다</translation>
    </message>
    <message>
        <source>what belongs to {name} must be indented further</source>
        <translation>{name}에 속한 내용은 더 들여써야 합니다</translation>
    </message>
    <message>
        <source>while a batch of shape {shape} went through it</source>
        <translation>{shape} 형태의 배치가 통과하는 동안</translation>
    </message>
    <message>
        <source>while gradients were computed</source>
        <translation>기울기를 계산하는 동안</translation>
    </message>
    <message>
        <source>while it answered in eval()</source>
        <translation>eval()에서 답하는 동안</translation>
    </message>
    <message>
        <source>while it took a step</source>
        <translation>스텝을 진행하는 동안</translation>
    </message>
    <message>
        <source>while it was trained</source>
        <translation>학습하는 동안</translation>
    </message>
    <message>
        <source>while the loss of outputs of shape {shape} was computed</source>
        <translation>{shape} 형태의 출력에 대한 손실을 계산하는 동안</translation>
    </message>
    <message>
        <source>while {count} answers were measured</source>
        <translation>답 {count}개를 재는 동안</translation>
    </message>
    <message>
        <source>zero_grad sets gradients to None</source>
        <translation>zero_grad는 기울기를 None으로 만듭니다</translation>
    </message>
    <message>
        <source>zero_grad(set_to_none=False) fills them with zeros</source>
        <translation>zero_grad(set_to_none=False)는 0으로 채웁니다</translation>
    </message>
    <message>
        <source>{architecture} does not take pictures of {height} × {width} pixels ({reason}). Set model.image_size to {side}, and the model resizes them itself, or choose another network.</source>
        <translation>{architecture}은(는) {height} × {width} 픽셀 이미지를 받지 않습니다({reason}). model.image_size를 {side}(으)로 하면 모델이 직접 크기를 바꿉니다. 아니면 다른 네트워크를 고르세요.</translation>
    </message>
    <message>
        <source>{architecture} has {parameters:,} parameters, which take {needed:.1f} GB, and {free:.1f} GB of memory are free. Choose a smaller network.</source>
        <translation>{architecture}은(는) 파라미터가 {parameters:,}개라 {needed:.1f} GB가 필요한데 남은 메모리는 {free:.1f} GB입니다. 더 작은 네트워크를 고르세요.</translation>
    </message>
    <message>
        <source>{device} computes correctly: a matrix product agrees with the CPU&apos;s to within {error}.</source>
        <translation>{device}이(가) 제대로 계산합니다: 행렬 곱이 CPU의 결과와 {error} 이내로 일치합니다.</translation>
    </message>
    <message>
        <source>{device} computes incorrectly: a matrix product is off by {error} of its largest entry.</source>
        <translation>{device}의 계산이 틀립니다: 행렬 곱이 가장 큰 성분의 {error}만큼 어긋납니다.</translation>
    </message>
    <message>
        <source>{device} does not compute in bfloat16: {reason}.</source>
        <translation>{device}은(는) bfloat16으로 계산하지 못합니다: {reason}.</translation>
    </message>
    <message>
        <source>{device} does not compute: {reason}.</source>
        <translation>{device}이(가) 계산하지 못합니다: {reason}.</translation>
    </message>
    <message>
        <source>{device} multiplies matrices in bfloat16 {ratio} times as fast as in float32.</source>
        <translation>{device}의 bfloat16 행렬 곱은 float32의 {ratio}배 속도입니다.</translation>
    </message>
    <message>
        <source>{device} ran out of memory: about {activations} for what the layers keep of a batch, {model} for parameters, gradients and the optimizer&apos;s state, {data} for the data. {advice}</source>
        <translation>{device}의 메모리가 부족했습니다. 층이 배치마다 보관하는 값에 약 {activations}, 파라미터·기울기·옵티마이저 상태에 {model}, 데이터에 {data}를 씁니다. {advice}</translation>
    </message>
    <message>
        <source>{encoding} is not an encoding that Python knows. Try utf-8, utf-16, cp1252, cp949 or auto.</source>
        <translation>{encoding}은(는) Python이 모르는 인코딩입니다. utf-8, utf-16, cp1252, cp949, auto 중에서 써 보세요.</translation>
    </message>
    <message>
        <source>{expression} is not a Python expression: {reason}.</source>
        <translation>{expression}은(는) Python 표현식이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>{expression} is true.</source>
        <translation>식이 참이 되었습니다: {expression}</translation>
    </message>
    <message>
        <source>{field} cannot be {value}. It can be {choices}.</source>
        <translation>{field}에 {value}은(는) 쓸 수 없습니다. 쓸 수 있는 값: {choices}.</translation>
    </message>
    <message>
        <source>{field} freezes every parameter of the model in epoch {epoch}, so nothing would be learnt. Let one group, such as the last layer, begin at once (frozen_until = 0).</source>
        <translation>{field}이(가) 에폭 {epoch}에 모델의 모든 파라미터를 동결해 아무것도 학습되지 않습니다. 마지막 층 같은 그룹 하나는 바로 시작하게 하세요(frozen_until = 0).</translation>
    </message>
    <message>
        <source>{field} has blocks within blocks, more than {most} deep. Move some of their layers one level up.</source>
        <translation>{field}에 블록 속 블록이 {most}단계보다 깊습니다. 일부 층을 한 단계 위로 옮기세요.</translation>
    </message>
    <message>
        <source>{field} is empty. Choose a Python file.</source>
        <translation>{field}이(가) 비어 있습니다. Python 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{field} is given, and {optimizer} has no weight decay. Leave it out, or choose another optimizer.</source>
        <translation>{field}이(가) 있는데 {optimizer}에는 가중치 감쇠가 없습니다. 빼거나 다른 옵티마이저를 고르세요.</translation>
    </message>
    <message>
        <source>{field} is missing. Say what kind of layer it is, such as Linear.</source>
        <translation>{field}이(가) 없습니다. Linear처럼 어떤 층인지 적으세요.</translation>
    </message>
    <message>
        <source>{field} is not a setting of this recipe, which has {count} parameter groups, counted from 0.</source>
        <translation>{field}은(는) 이 레시피의 설정이 아닙니다. 파라미터 그룹은 {count}개이고 0부터 셉니다.</translation>
    </message>
    <message>
        <source>{field} is not the place of a setting. Write it as {example}.</source>
        <translation>{field}은(는) 설정의 위치가 아닙니다. {example}처럼 적으세요.</translation>
    </message>
    <message>
        <source>{field} is small, which ResNets alone have here, and not {architecture}. Set it to auto.</source>
        <translation>{field}이(가) small인데, 이 설정은 ResNet에만 있고 {architecture}에는 없습니다. auto로 바꾸세요.</translation>
    </message>
    <message>
        <source>{field} is {value}, and {other} has that name too. Give one of them another name.</source>
        <translation>{field}이(가) {value}인데 {other}도 같은 이름입니다. 둘 중 하나의 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>{field} is {value}, which is not known. Did you mean {near}?</source>
        <translation>{field}이(가) {value}인데, 알 수 없는 값입니다. 혹시 {near}인가요?</translation>
    </message>
    <message>
        <source>{field} is {value}, which matches no parameter that an earlier group leaves. Did you mean {near}?</source>
        <translation>{field}의 값 {value}은(는) 앞 그룹이 남긴 어떤 파라미터와도 맞지 않습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>{field} is {value}, which matches no parameter that an earlier group leaves. The model&apos;s parts are: {allowed}.</source>
        <translation>{field}의 값 {value}은(는) 앞 그룹이 남긴 어떤 파라미터와도 맞지 않습니다. 모델의 부분: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is {value}, which torchvision does not have for {architecture}. Did you mean {near}?</source>
        <translation>{field}의 값 {value}은(는) torchvision의 {architecture}에 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>{field} is {value}, which torchvision does not have for {architecture}. It can be: {allowed}, or the path of a file.</source>
        <translation>{field}의 값 {value}은(는) torchvision의 {architecture}에 없습니다. 쓸 수 있는 값: {allowed} 또는 파일 경로.</translation>
    </message>
    <message>
        <source>{field} is {value}, which torchvision does not have. Did you mean {near}?</source>
        <translation>{field}의 값 {value}은(는) torchvision에 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>{field} is {value}, which torchvision does not have. It can be: {allowed}.</source>
        <translation>{field}의 값 {value}은(는) torchvision에 없습니다. 쓸 수 있는 값: {allowed}.</translation>
    </message>
    <message>
        <source>{field} gives a network with {parameters:,} parameters ({gigabytes:,.0f} GB), but this computer has {there:,.0f} GB of memory. Make its layers smaller.</source>
        <translation>{field}은(는) 파라미터 {parameters:,}개({gigabytes:,.0f} GB)의 신경망을 만드는데, 이 컴퓨터의 메모리는 {there:,.0f} GB입니다. 층을 줄이세요.</translation>
    </message>
    <message>
        <source>The health of the layers is no longer measured: {reason}. Training continues.</source>
        <translation>층의 상태를 더 이상 측정하지 않습니다: {reason}. 학습은 계속됩니다.</translation>
    </message>
    <message>
        <source>The model&apos;s answers are no longer recorded for a replay: {reason}. Training continues.</source>
        <translation>재생에 쓸 모델의 답을 더는 기록하지 않습니다: {reason}. 학습은 계속됩니다.</translation>
    </message>
    <message>
        <source>The name of {path} is not that of a file of arrays. Choose one that ends in {suffixes}.</source>
        <translation>{path}은(는) 이름으로 보아 배열 파일이 아닙니다. {suffixes}(으)로 끝나는 파일을 고르세요.</translation>
    </message>
    <message>
        <source>The run&apos;s folder {path} cannot be written: {reason}. Training continues; make room or save elsewhere.</source>
        <translation>실행 폴더에 쓸 수 없습니다: {path} ({reason}). 학습은 계속됩니다. 공간을 비우거나 다른 곳에 저장하세요.</translation>
    </message>
    <message>
        <source>The step did not come past the same places again, so it is now elsewhere than asked: something in the model is not the same when it is run twice.</source>
        <translation>단계를 다시 실행했지만 같은 위치를 지나지 않아 요청한 곳과 다른 곳에 멈췄습니다. 모델에 두 번 실행하면 달라지는 부분이 있습니다.</translation>
    </message>
    <message>
        <source>The table&apos;s encoding that the run holds is damaged ({reason}). Train again to make a new one.</source>
        <translation>실행에 저장된 표 인코딩이 손상되었습니다({reason}). 다시 학습하여 새로 만드세요.</translation>
    </message>
    <message>
        <source>The training examples are read again in each epoch, in this process.</source>
        <translation>학습 예시를 에포크마다 이 프로세스에서 새로 읽습니다.</translation>
    </message>
    <message>
        <source>This batch was started without looking inside. Continue into the next one, and then back.</source>
        <translation>이 배치는 내부 보기 없이 시작되었습니다. 다음 배치로 진행한 뒤 되돌아가세요.</translation>
    </message>
    <message>
        <source>This run continues an earlier one, which discarding would delete too. Stop it instead; among the runs it can be moved to the trash.</source>
        <translation>이 실행은 이전 실행에서 이어진 것이라 버리면 이전 실행까지 삭제됩니다. 대신 중지하세요. 실행 페이지에서 휴지통으로 옮길 수 있습니다.</translation>
    </message>
    <message>
        <source>Training continues from the weights from before training.</source>
        <translation>학습 전의 가중치에서 학습을 이어 갑니다.</translation>
    </message>
    <message>
        <source>Training continues from the weights of epoch {epoch}.</source>
        <translation>에포크 {epoch}의 가중치에서 학습을 이어 갑니다.</translation>
    </message>
    <message>
        <source>While the run is under way, the order is that of the mean loss alone. Once it has ended, the labels of the most similar examples count too.</source>
        <translation>학습 중에는 평균 손실만으로 순서를 정합니다. 학습이 끝나면 가장 비슷한 예시들의 레이블도 함께 봅니다.</translation>
    </message>
    <message>
        <source>{field} makes more than {most:,} layers, those in blocks and repetitions counted each. Take some away, or repeat less often.</source>
        <translation>{field}이(가) 블록과 반복 속의 것까지 세어 층을 {most:,}개 넘게 만듭니다. 일부를 빼거나 반복을 줄이세요.</translation>
    </message>
    <message>
        <source>{field} names a layer that is not there. Places are counted from 0, as in {example}.</source>
        <translation>{field}이(가) 가리키는 층이 없습니다. 위치는 {example}처럼 0부터 셉니다.</translation>
    </message>
    <message>
        <source>{file}: there is a metric called {name} already. Give the function another name.</source>
        <translation>{file}: {name}(이)라는 지표가 이미 있습니다. 함수 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>{first} has the shape {one} and {second} the shape {other}; only tensors of one shape can be compared.</source>
        <translation>{first}의 형태는 {one}, {second}의 형태는 {other}입니다. 형태가 같은 텐서만 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>{layer} acts along dimension {dim}, and what comes in has the dimensions 1 to {last} ({shape}).</source>
        <translation>{layer}은(는) 차원 {dim}에 작용하는데, 들어오는 값의 차원은 1부터 {last}까지입니다({shape}).</translation>
    </message>
    <message>
        <source>{layer} cannot be followed: {reason}.</source>
        <translation>{layer}을(를) 따라갈 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{layer} cannot be made: {reason}.</source>
        <translation>{layer}을(를) 만들 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{layer} divides the channels into {groups:,} equal groups, and {channels:,} channels come in.</source>
        <translation>{layer}은(는) 채널을 같은 크기의 그룹 {groups:,}개로 나누는데, 채널 {channels:,}개가 들어옵니다.</translation>
    </message>
    <message>
        <source>{layer} has a padding of {padding}, and may have at most half of its kernel size, {most}.</source>
        <translation>{layer}의 패딩이 {padding}인데, 커널 크기의 절반인 {most} 이하여야 합니다.</translation>
    </message>
    <message>
        <source>{layer} has an output padding of {extra}, which must be smaller than its stride, {stride}.</source>
        <translation>{layer}의 출력 패딩이 {extra}인데, 스트라이드 {stride}보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>{layer} has {groups:,} groups, which do not divide {inputs:,} input channels and {outputs:,} output channels into equal parts.</source>
        <translation>{layer}의 그룹 {groups:,}개로는 입력 채널 {inputs:,}개와 출력 채널 {outputs:,}개를 똑같이 나눌 수 없습니다.</translation>
    </message>
    <message>
        <source>{layer} looks at {window} at a time, and what comes in has only {sides}.</source>
        <translation>{layer}은(는) 한 번에 {window}을(를) 보는데, 들어오는 값은 {sides}뿐입니다.</translation>
    </message>
    <message>
        <source>{layer} needs more than one value in each channel, and what comes in is {shape}.</source>
        <translation>{layer}에는 채널마다 값이 둘 이상 필요한데, 들어오는 값은 {shape}입니다.</translation>
    </message>
    <message>
        <source>{layer} needs {least} to be less than {most}.</source>
        <translation>{layer}에서는 {least}이(가) {most}보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>{layer} pads with more than there is to take from: what comes in is {shape}.</source>
        <translation>{layer}의 패딩이 가져올 수 있는 것보다 큽니다. 들어오는 값은 {shape}입니다.</translation>
    </message>
    <message>
        <source>{layer} takes {expected}, and what comes in is {shape}.</source>
        <translation>{layer}은(는) {expected}을(를) 받는데, 들어오는 값은 {shape}입니다.</translation>
    </message>
    <message>
        <source>{layer} would give {values:,} numbers for each example, {gigabytes:,.0f} GB. Make its output smaller.</source>
        <translation>{layer}은(는) 예시마다 수 {values:,}개({gigabytes:,.0f} GB)를 내게 됩니다. 출력을 줄이세요.</translation>
    </message>
    <message>
        <source>{layer} would have {parameters:,} parameters ({gigabytes:,.0f} GB). Make it smaller.</source>
        <translation>{layer}의 파라미터가 {parameters:,}개({gigabytes:,.0f} GB)가 됩니다. 크기를 줄이세요.</translation>
    </message>
    <message>
        <source>{layer} would leave nothing of {shape}: its padding takes away more than there is.</source>
        <translation>{layer}의 패딩이 있는 것보다 많이 덜어 내어 {shape}에서 남는 것이 없습니다.</translation>
    </message>
    <message>
        <source>{loss} takes probabilities from 0 to 1, and it answers {low}..{high}. End it in a sigmoid.</source>
        <translation>{loss}은(는) 0~1의 확률을 받는데 {low}..{high}(으)로 답합니다. sigmoid로 끝내세요.</translation>
    </message>
    <message>
        <source>{module} ({type}) cannot train on a batch of one example, which the last of an epoch may be. Choose another batch size then.</source>
        <translation>{module}({type})은(는) 예시가 하나뿐인 배치로 학습할 수 없는데, 에포크의 마지막 배치가 그럴 수 있습니다. 그때는 다른 배치 크기를 고르세요.</translation>
    </message>
    <message>
        <source>{module} ({type}) gets the shape {shape} and expects {expected}. Change its arguments, or what comes before it.</source>
        <translation>{module}({type})에 {shape} 형태가 들어왔지만 {expected}이(가) 필요합니다. 인수를 바꾸거나 앞의 층을 바꾸세요.</translation>
    </message>
    <message>
        <source>{module} ({type}) gets the shape {shape} and expects {expected}. Flatten before it: x = x.flatten(1).</source>
        <translation>{module}({type})에 {shape} 형태가 들어왔지만 {expected}이(가) 필요합니다. 그 앞에서 펼치세요: x = x.flatten(1).</translation>
    </message>
    <message>
        <source>{module} ({type}) gets the shape {shape} and expects {expected}. Make its input {wanted}, or change what comes before it.</source>
        <translation>{module}({type})에 {shape} 형태가 들어왔지만 {expected}이(가) 필요합니다. 입력 크기를 {wanted}(으)로 하거나 앞의 층을 바꾸세요.</translation>
    </message>
    <message>
        <source>{most} tensors are pinned, which is the most. Unpin one first.</source>
        <translation>텐서 {most}개가 고정되어 있으며 이것이 최대입니다. 먼저 하나를 해제하세요.</translation>
    </message>
    <message>
        <source>{n:,} examples suit a network of two wide layers, trained until validation gets no better.</source>
        <translation>예시가 {n:,}개이면 넓은 층 두 개로 된 신경망이 알맞습니다. 검증 결과가 더 나아지지 않을 때까지 학습합니다.</translation>
    </message>
    <message>
        <source>{n:,} points in so few dimensions suit a network of two layers with little regularization.</source>
        <translation>차원이 이렇게 적은 점 {n:,}개에는 규제를 거의 하지 않은 2층 신경망이 알맞습니다.</translation>
    </message>
    <message>
        <source>{n:,} values are too many to copy; {most:,} can be. Choose an index of the first dimension.</source>
        <translation>값 {n:,}개는 복사하기에 너무 많습니다. 최대 {most:,}개까지 복사할 수 있습니다. 첫 번째 차원의 인덱스를 고르세요.</translation>
    </message>
    <message>
        <source>{names} get no gradient, so they are never trained. Use them in forward, or take them out.</source>
        <translation>{names}에 기울기가 전달되지 않아 학습되지 않습니다. forward에서 쓰거나 제거하세요.</translation>
    </message>
    <message>
        <source>{names} take their sizes from the first batch; they get them before anything is trained.</source>
        <translation>{names}의 크기는 첫 배치에서 정해집니다. 학습을 시작하기 전에 정해 둡니다.</translation>
    </message>
    <message>
        <source>{name} has no derivative that PyTorch knows: no gradient passes here.</source>
        <translation>{name}에는 PyTorch가 아는 도함수가 없습니다. 여기로는 기울기가 지나가지 않습니다.</translation>
    </message>
    <message>
        <source>{name} has no element at {index}; its shape is {shape}.</source>
        <translation>{name}에는 {index} 위치의 원소가 없습니다. 모양은 {shape}입니다.</translation>
    </message>
    <message>
        <source>{name} has no forward. Add def forward(self, x), which turns a batch of inputs into answers.</source>
        <translation>{name}에 forward가 없습니다. 입력 배치를 답으로 바꾸는 def forward(self, x)를 추가하세요.</translation>
    </message>
    <message>
        <source>{name} has no lr in its groups, which a schedule sets. Give super().__init__ the defaults dict(lr=lr).</source>
        <translation>{name}의 그룹에 스케줄이 정하는 lr이 없습니다. super().__init__에 기본값 dict(lr=lr)을 넘기세요.</translation>
    </message>
    <message>
        <source>{name} has no parameters, so there is nothing to train. Give it layers in __init__.</source>
        <translation>{name}에 파라미터가 없어 학습할 것이 없습니다. __init__에서 층을 만드세요.</translation>
    </message>
    <message>
        <source>{name} contains itself, directly or through its parts. Remove that reference.</source>
        <translation>{name}이(가) 직접 또는 하위 모듈을 거쳐 자기 자신을 포함합니다. 그 참조를 없애세요.</translation>
    </message>
    <message>
        <source>{name} is an input, which needs no gradient: the graph ends here.</source>
        <translation>{name}은(는) 기울기가 필요 없는 입력입니다. 그래프는 여기에서 끝납니다.</translation>
    </message>
    <message>
        <source>{name} takes the tensor out of the graph: no gradient passes here.</source>
        <translation>{name}이(가) 텐서를 그래프에서 떼어 냅니다. 여기로는 기울기가 지나가지 않습니다.</translation>
    </message>
    <message>
        <source>{name} was computed under torch.no_grad(), which records no graph: no gradient passes here.</source>
        <translation>{name}은(는) torch.no_grad() 안에서 계산되어 그래프가 기록되지 않았습니다. 여기로는 기울기가 지나가지 않습니다.</translation>
    </message>
    <message>
        <source>{path} does not fit the model of its own run&apos;s recipe. Look at the file in the weights inspector.</source>
        <translation>{path}은(는) 이 실행의 레시피가 만드는 모델과 맞지 않습니다. 가중치 검사기에서 파일을 살펴보세요.</translation>
    </message>
    <message>
        <source>{path} does not hold weights of {architecture}: {fits} of its {all} tensors fit, and {key} does not. torchvision&apos;s own file is called {file}. Choose another file, or empty model.weights to train from scratch.</source>
        <translation>{path}에 있는 것은 {architecture}의 가중치가 아닙니다. 텐서 {all}개 중 {fits}개가 맞고 {key}은(는) 맞지 않습니다. torchvision의 파일 이름은 {file}입니다. 다른 파일을 고르거나 model.weights를 비워 처음부터 학습하세요.</translation>
    </message>
    <message>
        <source>{path} holds the weights of {other}, and the network is {architecture}. Set model.architecture to {other}, or choose {file}.</source>
        <translation>{path}에는 {other}의 가중치가 있는데 네트워크는 {architecture}입니다. model.architecture를 {other}(으)로 하거나 {file}을(를) 고르세요.</translation>
    </message>
    <message>
        <source>{path} is damaged: its checksum is another than its publisher&apos;s. Delete it.</source>
        <translation>{path}이(가) 손상되었습니다. 체크섬이 배포자의 것과 다릅니다. 파일을 지우세요.</translation>
    </message>
    <message>
        <source>{path} is not there any more, so the copy that the run kept is used: {kept}.</source>
        <translation>{path} 파일이 더 이상 없어 실행에 보관된 사본을 사용합니다: {kept}.</translation>
    </message>
    <message>
        <source>{path} keeps no snapshot from before step {step}, so that step cannot be reached. Choose one from {first} on.</source>
        <translation>{path}에는 스텝 {step} 이전의 스냅샷이 없어 그 스텝에 이를 수 없습니다. {first} 이후의 스텝을 고르세요.</translation>
    </message>
    <message>
        <source>{path} keeps no weights called {file}. Choose others of the run.</source>
        <translation>{path}에는 {file}이라는 가중치가 없습니다. 이 실행의 다른 가중치를 고르세요.</translation>
    </message>
    <message>
        <source>{problem} The run is saved and resumes with the corrected file (--accept-changed-code on the command line, accept_changed_code=True in Python).</source>
        <translation>{problem} 실행은 저장되었으며, 파일을 고친 뒤 이어서 학습할 수 있습니다(명령줄에서는 --accept-changed-code, Python에서는 accept_changed_code=True).</translation>
    </message>
    <message>
        <source>{rate} is where the smoothed loss falls fastest. It was lowest at {lowest}, which is often too high for a whole run.</source>
        <translation>평활화한 손실은 {rate}에서 가장 빠르게 줄어듭니다. 손실이 가장 낮은 곳은 {lowest}이지만, 전체 학습에는 너무 높은 경우가 많습니다.</translation>
    </message>
    <message>
        <source>{where} made a tensor of {all:,} numbers, {bad:,} of which are not finite.</source>
        <translation>{where}에서 만든 텐서의 값 {all:,}개 중 {bad:,}개가 유한하지 않습니다.</translation>
    </message>
    <message>
        <source>“{pattern}” is trained from epoch {epoch} on</source>
        <translation>“{pattern}”은(는) {epoch} 에포크부터 학습됨</translation>
    </message>
    <message numerus="yes">
        <source>Add Flatten and a Linear with {n:,} outputs</source>
        <translation>
            <numerusform>Flatten과 출력 {n:,}개의 Linear 추가</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add a Linear with {n:,} outputs</source>
        <translation>
            <numerusform>출력 {n:,}개의 Linear 추가</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Confidence {low} to {high}: {n:,} examples, {right} right at a mean confidence of {confidence}.</source>
        <translation>
            <numerusform>확신도 {low}~{high}: 예시 {n:,}개, 평균 확신도 {confidence}에 {right} 맞힘.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give {n:,} examples another value</source>
        <translation>
            <numerusform>예시 {n:,}개에 다른 값 지정</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>One epoch takes about {epoch}; {n:,} epochs with the last test {total} ({rate} samples/s).</source>
        <translation>
            <numerusform>에포크 하나에 약 {epoch}, {n:,}에포크와 마지막 테스트까지 {total} (초당 샘플 {rate}개).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first convolution takes {n} channels in place of 3.</source>
        <translation>
            <numerusform>첫 합성곱은 3개 대신 {n}개 채널을 받습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first {n:,} are far from all others, and worth a look.</source>
        <translation>
            <numerusform>앞의 {n:,}개는 나머지와 크게 동떨어져 있어 살펴볼 만합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last layer has {n:,} outputs in place of {classes:,} classes.</source>
        <translation>
            <numerusform>마지막 층의 출력은 {classes:,}개 클래스 대신 {n:,}개입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The names of {n:,} pictures do not fit data.group_pattern, {pattern}: {example}, for example. Change the pattern so that it tells of every picture where it belongs.</source>
        <translation>
            <numerusform>이미지 {n:,}개의 이름이 data.group_pattern {pattern}에 맞지 않습니다. 예: {example}. 모든 이미지가 어디에 속하는지 알 수 있도록 패턴을 바꾸세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The network ends with {given} for each example, and this task needs {n:,} outputs.</source>
        <translation>
            <numerusform>신경망의 마지막 출력은 예시마다 {given}인데, 이 과제에는 출력 {n:,}개가 필요합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The weights of its three colours are shared out to {n} channels.</source>
        <translation>
            <numerusform>세 색의 가중치를 채널 {n}개에 나누어 씁니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying a batch of {n:,} examples</source>
        <translation>
            <numerusform>예시 {n:,}개의 배치 시험 중</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unit {unit} of {name} has given only 0 in {n:,} batches in a row.</source>
        <translation>
            <numerusform>{name}의 유닛 {unit}이(가) 연속 {n:,}개 배치에서 0만 출력했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With batches of {n:,} examples, and the gradients of {accumulate:,} batches added up for each step, the run fits into the memory: it was tried.</source>
        <translation>
            <numerusform>예시 {n:,}개의 배치로, 배치 {accumulate:,}개의 기울기를 모아 한 번씩 갱신하면 이 실행이 메모리에 들어갑니다. 직접 시험했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With {n:,} examples at a time in validation the run fits into the memory: it was tried.</source>
        <translation>
            <numerusform>검증에서 예시를 한 번에 {n:,}개씩 쓰면 이 실행이 메모리에 들어갑니다. 직접 시험했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[{n:,} more characters were printed]</source>
        <translation>
            <numerusform>[글자 {n:,}개를 더 출력했습니다]</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a training batch of {n:,} examples</source>
        <translation>
            <numerusform>예시 {n:,}개의 학습 배치</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a validation batch of {n:,} examples</source>
        <translation>
            <numerusform>예시 {n:,}개의 검증 배치</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>model.eval(): {n:,} modules no longer draw random numbers and let everything through ({names}).</source>
        <translation>
            <numerusform>model.eval(): 모듈 {n:,}개가 더 이상 난수를 뽑지 않고 값을 그대로 통과시킵니다({names}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>model.eval(): {n:,} modules normalize by the averages kept from training, not by the batch ({names}).</source>
        <translation>
            <numerusform>model.eval(): 모듈 {n:,}개가 배치가 아니라 학습 중에 모아 둔 평균으로 정규화합니다({names}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} answers</source>
        <translation>
            <numerusform>답 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} are broken and were left out.</source>
        <translation>
            <numerusform>{n:,}개는 오류가 있어 제외했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} found</source>
        <translation>
            <numerusform>{n:,}개 찾음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} gradients set to None</source>
        <translation>
            <numerusform>기울기 {n:,}개를 None으로 설정</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} groups</source>
        <translation>
            <numerusform>그룹 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} hooks</source>
        <translation>
            <numerusform>훅 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} layers</source>
        <translation>
            <numerusform>층 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} layers chosen</source>
        <translation>
            <numerusform>층 {n:,}개 선택됨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} layers have their gradients</source>
        <translation>
            <numerusform>층 {n:,}개의 기울기가 나옴</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} modules compute something else in eval(): dropout or batch norm.</source>
        <translation>
            <numerusform>모듈 {n:,}개가 eval()에서 다르게 계산합니다: 드롭아웃이나 배치 정규화입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} more columns</source>
        <translation>
            <numerusform>열 {n:,}개 더 보기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} networks</source>
        <translation>
            <numerusform>네트워크 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} nodes</source>
        <translation>
            <numerusform>노드 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} outputs for {n:,} classes</source>
        <translation>
            <numerusform>클래스 {n:,}개에 출력 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} outputs for {n:,} numbers</source>
        <translation>
            <numerusform>숫자 {n:,}개에 출력 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are the same, or nearly, in two parts of the data, such as {first} ({here}) and {second} ({there}).</source>
        <translation>
            <numerusform>같거나 거의 같은 이미지가 데이터의 두 부분에 걸쳐 {n:,}장 있습니다. 예: {first}({here}), {second}({there}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are the same, or nearly, under two classes, such as {first} and {second}.</source>
        <translation>
            <numerusform>같거나 거의 같은 이미지가 두 클래스에 걸쳐 {n:,}장 있습니다. 예: {first}, {second}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are there more than once, the same or nearly, such as {first} and {second}.</source>
        <translation>
            <numerusform>같거나 거의 같은 이미지가 두 번 이상 {n:,}장 있습니다. 예: {first}, {second}.</numerusform>
        </translation>
    </message>
    <message>
        <source>What was trained on cannot be tested honestly. Keep one of each row, or name the column that says which belong together and split by group.</source>
        <translation>학습에 쓴 것으로는 제대로 테스트할 수 없습니다. 같은 행은 하나만 남기거나, 함께 묶이는 행을 알려 주는 열을 지정해 그룹별로 나누세요.</translation>
    </message>
    <message>
        <source>What was trained on cannot be tested honestly. Keep one of each, or all of them in one part; if they belong together, name a group and split by it.</source>
        <translation>학습에 쓴 것으로는 제대로 테스트할 수 없습니다. 하나씩만 남기거나 모두 한 부분에 두세요. 함께 묶이는 것이라면 그룹을 지정해 그룹별로 나누세요.</translation>
    </message>
    <message>
        <source>Which arrays of {path} are the inputs and which the targets is not clear: {arrays}. Name them in data.inputs and data.targets.</source>
        <translation>{path}의 어느 배열이 입력이고 어느 배열이 타깃인지 분명하지 않습니다: {arrays}. data.inputs와 data.targets에 이름을 지정하세요.</translation>
    </message>
    <message>
        <source>data.corrections gives an example the label {label}, and {title} has no such class. It can be: {allowed}.</source>
        <translation>data.corrections가 예시에 {label} 레이블을 주지만 {title}에는 그런 클래스가 없습니다. 쓸 수 있는 값: {allowed}.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>{field} has {count} numbers, and each point takes {width} of them.</source>
        <translation>{field}에 수가 {count}개 있는데, 점 하나에 {width}개가 필요합니다.</translation>
    </message>
    <message>
        <source>{field} names a class that is not there. The third number of each point is its class, from 0 to {last}.</source>
        <translation>{field}에 없는 클래스가 있습니다. 각 점의 세 번째 수는 클래스 번호로, 0부터 {last}까지입니다.</translation>
    </message>
    <message>
        <source>{path} has no array {name}, which {field} asks for. Its arrays are: {arrays}.</source>
        <translation>{path}에 {field}에서 요구하는 배열 {name}이(가) 없습니다. 있는 배열: {arrays}.</translation>
    </message>
    <message>
        <source>{path} holds more than plain tensors, and was not read, for that could run code. Save the tensors alone: torch.save({{&quot;inputs&quot;: inputs, &quot;targets&quot;: targets}}, &quot;data.pt&quot;).</source>
        <translation>{path}에는 단순한 텐서 말고 다른 것도 있어 읽지 않았습니다. 코드가 실행될 수 있기 때문입니다. 텐서만 저장하세요: torch.save({{&quot;inputs&quot;: inputs, &quot;targets&quot;: targets}}, &quot;data.pt&quot;).</translation>
    </message>
    <message>
        <source>{path} holds {arrays}, and the model takes inputs of the shape {shape}. Save them as one array with a row for each.</source>
        <translation>{path}에는 {arrays}이(가) 들어 있는데, 모델은 {shape} 형태의 입력을 받습니다. 입력마다 한 행인 배열 하나로 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is a file neither of torch.save nor safetensors, or its start is damaged. Save the arrays again.</source>
        <translation>{path}은(는) torch.save나 safetensors 파일이 아니거나 앞부분이 손상되었습니다. 배열을 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is a folder. Choose a file of arrays in it.</source>
        <translation>{path}은(는) 폴더입니다. 그 안의 배열 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{path} is a single picture, from which nothing can be learnt. Choose the folder that holds a folder of pictures for each class.</source>
        <translation>{path}은(는) 이미지 한 장이라 배울 것이 없습니다. 클래스마다 이미지 폴더가 들어 있는 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} is cut short or damaged ({reason}). Copy it or save it again.</source>
        <translation>{path}이(가) 잘렸거나 손상되었습니다({reason}). 다시 복사하거나 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is empty. Save the arrays again.</source>
        <translation>{path}이(가) 비어 있습니다. 배열을 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is too large for the memory of this computer. Use a part of it.</source>
        <translation>{path}은(는) 이 컴퓨터의 메모리에 비해 너무 큽니다. 일부만 사용하세요.</translation>
    </message>
    <message>
        <source>{path} needs two arrays of one length, inputs and targets, and there is only: {arrays}. Save both.</source>
        <translation>{path}에는 길이가 같은 두 배열(입력과 타깃)이 필요한데 이것만 있습니다: {arrays}. 둘 다 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: all targets in {name} are the same. Choose other targets, or add examples of another class.</source>
        <translation>{path}: {name}의 타깃이 모두 같습니다. 다른 타깃을 고르거나 다른 클래스의 예시를 추가하세요.</translation>
    </message>
    <message>
        <source>{path}: the array {name} has the shape {shape}. Inputs are rows (N, F) or images (N, H, W) or (N, C, H, W), at least one.</source>
        <translation>{path}: 배열 {name}의 형상은 {shape}입니다. 입력은 행 (N, F)이거나 이미지 (N, H, W) 또는 (N, C, H, W)이며 하나 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>{path}: the array {name} holds NaN or infinite values, first in example {index}. Replace them or leave those examples out.</source>
        <translation>{path}: 배열 {name}에 NaN이나 무한대가 있습니다(처음은 예시 {index}). 값을 바꾸거나 그 예시를 빼세요.</translation>
    </message>
    <message>
        <source>{path}: the array {name} holds Python objects, which are not read, for that could run code. Save it as numbers or texts.</source>
        <translation>{path}: 배열 {name}에는 Python 객체가 있어 읽지 않습니다. 코드가 실행될 수 있기 때문입니다. 숫자나 텍스트로 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: the array {name} holds no numbers. Choose other inputs.</source>
        <translation>{path}: 배열 {name}에 숫자가 없습니다. 다른 입력을 고르세요.</translation>
    </message>
    <message>
        <source>{path}: the array {name} takes {size}, and {free} of memory are free. Use a part of it.</source>
        <translation>{path}: 배열 {name}은(는) {size}이(가) 필요한데 남은 메모리는 {free}입니다. 일부만 사용하세요.</translation>
    </message>
    <message>
        <source>{path}: the targets in {name} have the shape {shape} and the type {kind}. They are numbers or texts, (N,) or (N, K).</source>
        <translation>{path}: {name}의 타깃은 형상이 {shape}, 자료형이 {kind}입니다. (N,) 또는 (N, K)의 숫자나 텍스트여야 합니다.</translation>
    </message>
    <message>
        <source>{path}: the targets in {name} have {count} different values, and data.task is &quot;binary&quot;, which has 2. Set it to &quot;classification&quot;.</source>
        <translation>{path}: {name}의 타깃에는 서로 다른 값이 {count}개 있는데 data.task는 값이 2개인 &quot;binary&quot;입니다. &quot;classification&quot;으로 바꾸세요.</translation>
    </message>
    <message>
        <source>{path}: the targets in {name} have {count} different values, which are too many for classes ({most} at most). Set data.task to &quot;regression&quot; if they are numbers.</source>
        <translation>{path}: {name}의 타깃에는 서로 다른 값이 {count}개 있어 클래스로는 너무 많습니다(최대 {most}개). 숫자라면 data.task를 &quot;regression&quot;으로 바꾸세요.</translation>
    </message>
    <message>
        <source>{path}: the targets of its parts have different shapes. Save them alike.</source>
        <translation>{path}: 각 부분의 타깃 형상이 서로 다릅니다. 같게 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: the tensor {name} is sparse, quantized, complex or without values, and cannot be learnt from. Save it as plain numbers.</source>
        <translation>{path}: 텐서 {name}은(는) 희소, 양자화, 복소수이거나 값이 없어 학습할 수 없습니다. 일반 숫자로 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: training, validation and test inputs are not alike: {shapes}. Save them in one shape and type.</source>
        <translation>{path}: 학습, 검증, 테스트 입력이 서로 다릅니다: {shapes}. 같은 형상과 자료형으로 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: {count} of the targets in {name} are NaN or infinite, first that of example {index}. Leave those examples out.</source>
        <translation>{path}: {name}의 타깃 중 {count}개가 NaN이거나 무한대입니다(처음은 예시 {index}). 그 예시를 빼세요.</translation>
    </message>
    <message>
        <source>{path}: {inputs} has {one} examples and {targets} has {other}. Save as many targets as inputs.</source>
        <translation>{path}: {inputs}의 예시는 {one}개이고 {targets}은(는) {other}개입니다. 입력과 같은 수의 타깃을 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: {inputs} holds no examples. Save some.</source>
        <translation>{path}: {inputs}에 예시가 없습니다. 예시를 저장하세요.</translation>
    </message>
    <message>
        <source>{without:,} of {rows:,} rows have no target and are left out.</source>
        <translation>행 {rows:,}개 중 {without:,}개는 타깃이 없어 제외했습니다.</translation>
    </message>
    <message>
        <source>“{name}” has no targets and is left out.</source>
        <translation>“{name}”에는 타깃이 없어 제외했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Scored on {n:,} labelled examples: {measured}.</source>
        <translation>
            <numerusform>레이블이 있는 예시 {n:,}개로 채점: {measured}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>data.corrections gives an example the label {label}, and each example of {title} has {n:,} numbers.</source>
        <translation>
            <numerusform>data.corrections가 예시에 {label} 레이블을 주지만 {title}의 예시는 값이 {n:,}개입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>data.task is binary, and {title} has {n:,} classes. Binary needs two; set data.task to &quot;classification&quot;.</source>
        <translation>
            <numerusform>data.task가 binary인데 {title}의 클래스는 {n:,}개입니다. 이진 분류에는 두 개가 필요합니다. data.task를 &quot;classification&quot;으로 바꾸세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{file} loaded: test {metric} {value} on {n:,} examples, loss {loss}.</source>
        <translation>
            <numerusform>{file}을(를) 불러왔습니다. 테스트 예시 {n:,}개에서 {metric} {value}, 손실 {loss}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Weighted F1</source>
        <translation>가중 F1</translation>
    </message>
    <message>
        <source>A few steps have changed no weight. Let step() change parameters in place.</source>
        <translation>몇 스텝을 진행해도 가중치가 바뀌지 않습니다. step()에서 파라미터를 제자리에서 바꾸세요.</translation>
    </message>
    <message>
        <source>A range test needs finite, increasing rates above 0 and at least two steps; this asked for {lowest:g} to {highest:g} in {steps:,}.</source>
        <translation>범위 테스트에는 0보다 크고 점점 커지는 유한한 학습률과 두 단계 이상이 필요합니다. 요청한 값: {lowest:g}~{highest:g}, {steps:,}단계</translation>
    </message>
    <message>
        <source>After a few steps weights are NaN or infinity. Check its arithmetic.</source>
        <translation>몇 스텝 뒤 가중치가 NaN이나 무한대가 됩니다. 계산을 확인하세요.</translation>
    </message>
    <message>
        <source>By their names, such as {example}, the pictures are of {subjects} subjects, and the split does not respect it: the {count:,} pictures of {group} can be both in training and in the test.</source>
        <translation>{example} 같은 이름으로 보아 이미지는 대상 {subjects}명의 것인데, 분할이 이를 고려하지 않습니다. {group}의 이미지 {count:,}장이 학습과 테스트에 함께 들어갈 수 있습니다.</translation>
    </message>
    <message>
        <source>For ordinary outputs it is NaN or infinity. Check logarithms and divisions.</source>
        <translation>평범한 출력에 대해 NaN이나 무한대가 됩니다. 로그와 나눗셈을 확인하세요.</translation>
    </message>
    <message>
        <source>It holds no loss. Write a class of torch.nn.Module whose forward takes outputs and targets, or a function of them with loss in its name.</source>
        <translation>손실이 없습니다. forward가 출력과 정답을 받는 torch.nn.Module 클래스나, 이름에 loss가 들어가고 그 둘을 받는 함수를 작성하세요.</translation>
    </message>
    <message>
        <source>It holds no optimizer. Write a class of torch.optim.Optimizer in it.</source>
        <translation>옵티마이저가 없습니다. torch.optim.Optimizer 클래스를 작성하세요.</translation>
    </message>
    <message>
        <source>It holds {known}. Choose one ({field}).</source>
        <translation>{known}이(가) 있습니다. 하나를 고르세요({field}).</translation>
    </message>
    <message>
        <source>It returns {given}. A loss is one number: return the mean over the batch.</source>
        <translation>{given}을(를) 반환합니다. 손실은 숫자 하나입니다. 배치의 평균을 반환하세요.</translation>
    </message>
    <message>
        <source>It should be a list of sections: [[{field}]] and a name below it</source>
        <translation>섹션의 목록이어야 합니다. [[{field}]] 아래에 name을 적으세요</translation>
    </message>
    <message>
        <source>It should be a table with a type and torch&apos;s argument names</source>
        <translation>type과 torch의 인자 이름이 있는 표여야 합니다</translation>
    </message>
    <message>
        <source>It should be one number, or {dims}</source>
        <translation>수 하나 또는 {dims}개여야 합니다</translation>
    </message>
    <message>
        <source>It starts threads of its own ({names}), which take time from training. Leave that to the training.</source>
        <translation>스레드({names})를 직접 시작하며, 이는 학습 시간을 빼앗습니다. 병렬 처리는 학습 쪽에 맡기세요.</translation>
    </message>
    <message>
        <source>It took more than {limit} of memory, {during}. Hold less at once (a Dataset: read examples one by one in __getitem__), or allow more (trial_memory).</source>
        <translation>{during} 메모리를 {limit} 넘게 썼습니다. 한 번에 더 적게 담거나(Dataset이라면 __getitem__에서 예시를 하나씩 읽으세요) 한도를 늘리세요(trial_memory).</translation>
    </message>
    <message>
        <source>Left out as identifiers, which would be learnt by heart: {names}.</source>
        <translation>식별자라서 외워 버리게 되므로 제외한 열: {names}.</translation>
    </message>
    <message>
        <source>Left out because they are text with too many different values: {names}.</source>
        <translation>서로 다른 값이 너무 많은 텍스트라서 제외한 열: {names}.</translation>
    </message>
    <message>
        <source>Left out because they have no values: {names}.</source>
        <translation>값이 없어 제외한 열: {names}.</translation>
    </message>
    <message>
        <source>Left out because they have the same value in every row: {names}.</source>
        <translation>모든 행의 값이 같아 제외한 열: {names}.</translation>
    </message>
    <message>
        <source>There is no change by hand to measure. Change a layer first.</source>
        <translation>측정할 직접 변경이 없습니다. 먼저 층을 변경하세요.</translation>
    </message>
    <message>
        <source>Only pictures whose values go from 0 to 255 can be shown changed.</source>
        <translation>값이 0~255인 이미지만 변형된 모습을 보여 줄 수 있습니다.</translation>
    </message>
    <message>
        <source>Put each into the folder of its class.</source>
        <translation>각각 해당 클래스의 폴더로 옮기세요.</translation>
    </message>
    <message>
        <source>Set {weight} from {old} to {new}.</source>
        <translation>{weight}을(를) {old}에서 {new}(으)로 바꿨습니다.</translation>
    </message>
    <message>
        <source>Silenced {what}.</source>
        <translation>{what}의 출력을 0으로 만들었습니다.</translation>
    </message>
    <message>
        <source>Split by group: a model scores better on groups that it saw in training than it will on new ones.</source>
        <translation>그룹별로 분할하세요. 학습에서 본 그룹에서는 새로운 그룹에서보다 성능이 좋게 나옵니다.</translation>
    </message>
    <message>
        <source>The class folders are one level below the chosen folder: they were found in {folder}.</source>
        <translation>클래스 폴더가 선택한 폴더보다 한 단계 아래에 있습니다. {folder}에서 찾았습니다.</translation>
    </message>
    <message>
        <source>The class {name} that was passed in has changed since the run began (+{added} −{removed} lines; {places}). It is used as it is now.</source>
        <translation>실행이 시작된 뒤 전달된 클래스 {name}이(가) 바뀌었습니다(+{added} −{removed}줄, {places}). 현재 내용대로 사용합니다.</translation>
    </message>
    <message>
        <source>The column {column} is of the type {type}, and data.time needs dates or numbers. Choose another column.</source>
        <translation>{column} 열의 유형은 {type}인데, data.time에는 날짜나 숫자가 필요합니다. 다른 열을 고르세요.</translation>
    </message>
    <message>
        <source>The layer {layer} has no unit {unit}; it has {count}, counted from 0.</source>
        <translation>{layer} 층에는 유닛 {unit}이(가) 없습니다. 0부터 세어 {count}개가 있습니다.</translation>
    </message>
    <message>
        <source>The layer {layer} has no units that can be shown.</source>
        <translation>{layer} 층에는 보여 줄 수 있는 유닛이 없습니다.</translation>
    </message>
    <message>
        <source>The model&apos;s answer here is {value}, which cannot be attributed to the input.</source>
        <translation>여기서 모델의 답은 {value}이므로 입력의 기여도를 구할 수 없습니다.</translation>
    </message>
    <message>
        <source>The model has no answer {place}; it has {count}.</source>
        <translation>모델에는 {place}번 답이 없습니다. 답은 {count}개입니다.</translation>
    </message>
    <message>
        <source>Grad-CAM needs a convolution, and the model has none. The other methods work without one.</source>
        <translation>Grad-CAM에는 합성곱 층이 필요한데 모델에 없습니다. 다른 방법에는 필요 없습니다.</translation>
    </message>
    <message>
        <source>The model has no layer {layer}. Choose one of its modules.</source>
        <translation>모델에 {layer} 층이 없습니다. 모델의 모듈 중에서 고르세요.</translation>
    </message>
    <message>
        <source>The model has no layer {layer}. Did you mean {like}?</source>
        <translation>모델에 {layer} 층이 없습니다. {like}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>The model has no module {name}. Did you mean {near}?</source>
        <translation>모델에 {name} 모듈이 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>The outputs of {layer} ({type}) do not each have weights of their own, so only the whole layer can be changed.</source>
        <translation>{layer}({type})의 출력마다 따로 가중치가 있지 않아서 층 전체만 변경할 수 있습니다.</translation>
    </message>
    <message>
        <source>The pictures of this recipe are not read yet. Prepare it first.</source>
        <translation>이 레시피의 이미지를 아직 읽지 않았습니다. 먼저 준비하세요.</translation>
    </message>
    <message>
        <source>The plug-in {name} of {package} is broken and was left out: {problem}.</source>
        <translation>{package}의 플러그인 {name}이(가) 고장 나 제외했습니다: {problem}.</translation>
    </message>
    <message>
        <source>The target {column} of {path} is of the type {type}, and regression learns numbers. Choose another target, or learn it as classes.</source>
        <translation>{path}의 타깃 열 {column}의 유형은 {type}인데, 회귀는 숫자를 학습합니다. 다른 타깃을 고르거나 클래스로 학습하세요.</translation>
    </message>
    <message>
        <source>The view {name} is broken and was left out: {problem}.</source>
        <translation>뷰 {name}이(가) 고장 나 제외했습니다: {problem}.</translation>
    </message>
    <message>
        <source>This layer has no feature maps for Grad-CAM to weight. Choose a convolution.</source>
        <translation>이 층에는 Grad-CAM이 가중할 특징 맵이 없습니다. 합성곱 층을 고르세요.</translation>
    </message>
    <message>
        <source>TorchScript runs {names}. Python cannot see inside it, so it is shown as one piece.</source>
        <translation>{names}은(는) TorchScript로 실행됩니다. Python에서는 내부를 볼 수 없으므로 한 덩어리로 표시합니다.</translation>
    </message>
    <message>
        <source>Training examples are mixed, and a mix has no label of its own. So the loss of each example is measured apart, at the end of every epoch, on the example as it is, neither mixed nor augmented. That takes as long as evaluating all training examples; training.example_losses turns it off.</source>
        <translation>학습 예시를 섞고 있는데, 섞인 예시에는 자기 레이블이 없습니다. 그래서 예시별 손실은 에포크가 끝날 때마다 섞지도 증강하지도 않은 원래 예시로 따로 계산합니다. 학습 예시 전체를 한 번 평가하는 만큼 시간이 걸리며, training.example_losses로 끌 수 있습니다.</translation>
    </message>
    <message>
        <source>Training examples are mixed. Their accuracy counts an answer by the share that the answered class has in the mix, so it stays below that of the validation examples, which are never mixed.</source>
        <translation>학습 예시를 섞습니다. 학습 정확도는 답한 클래스가 섞인 예시에서 차지하는 비율로 계산하므로, 섞지 않는 검증 예시의 정확도보다 낮습니다.</translation>
    </message>
    <message>
        <source>Trying more sizes would take too long.</source>
        <translation>다른 크기를 더 시험하려면 시간이 너무 오래 걸립니다.</translation>
    </message>
    <message>
        <source>Units are dead in {names}: up to {share} of them output 0 for every example of a batch.</source>
        <translation>{names}에 죽은 유닛이 있습니다. 유닛의 최대 {share}가 배치의 모든 예시에서 0을 출력합니다.</translation>
    </message>
    <message>
        <source>Usually forward does not use it, or its output is detached from the graph. Use it, or remove it.</source>
        <translation>대개 forward에서 쓰지 않거나 출력이 그래프에서 분리(detach)된 경우입니다. 사용하거나 제거하세요.</translation>
    </message>
    <message>
        <source>Weights cannot be changed with {value}. Enter a finite number.</source>
        <translation>{value}(으)로는 가중치를 바꿀 수 없습니다. 유한한 수를 입력하세요.</translation>
    </message>
    <message>
        <source>The output of a module is not finite.</source>
        <translation>모듈의 출력에 유한하지 않은 값이 있습니다.</translation>
    </message>
    <message>
        <source>Pads the edges with zeros.</source>
        <translation>가장자리를 0으로 채웁니다.</translation>
    </message>
    <message>
        <source>Pads by mirroring the input at its edges.</source>
        <translation>가장자리를 기준으로 입력을 뒤집어 채웁니다.</translation>
    </message>
    <message>
        <source>Pads by repeating the outermost values.</source>
        <translation>가장 바깥쪽 값을 반복해 채웁니다.</translation>
    </message>
    <message>
        <source>The forward pass of {model} fails for this example: {error}</source>
        <translation>이 예시에서 {model}의 순전파가 실패합니다: {error}</translation>
    </message>
    <message>
        <source>The replay has reached the end of the run.</source>
        <translation>재생이 실행의 끝에 도달했습니다.</translation>
    </message>
    <message>
        <source>This run was changed by hand and continues from there: its recipe alone does not reproduce these weights.</source>
        <translation>직접 변경한 상태에서 실행을 이어 갑니다. 레시피만으로는 이 가중치를 재현할 수 없습니다.</translation>
    </message>
    <message>
        <source>What this batch has computed so far was computed before the change.</source>
        <translation>이 배치에서 지금까지 계산한 값은 변경 전의 것입니다.</translation>
    </message>
    <message>
        <source>What training makes small: the mean over the examples.</source>
        <translation>학습이 줄이려는 값으로, 예시에 대한 평균입니다.</translation>
    </message>
    <message>
        <source>What usually helps: ReLU in place of sigmoid or tanh, batch or layer normalization, residual connections, He or Xavier initialization.</source>
        <translation>보통 도움이 되는 것: 시그모이드나 tanh 대신 ReLU, 배치 정규화나 층 정규화, 잔차 연결, He 또는 Xavier 초기화.</translation>
    </message>
    <message>
        <source>What usually helps: a larger learning rate, also in the parameter group of these layers, and anything that lets more of the gradient through.</source>
        <translation>보통 도움이 되는 것: 더 큰 학습률(이 층들이 속한 파라미터 그룹 포함), 그리고 기울기가 더 잘 전달되게 하는 방법.</translation>
    </message>
    <message>
        <source>What usually helps: a smaller learning rate, LeakyReLU or GELU in place of ReLU, batch normalization.</source>
        <translation>보통 도움이 되는 것: 더 작은 학습률, ReLU 대신 LeakyReLU나 GELU, 배치 정규화.</translation>
    </message>
    <message>
        <source>What usually helps: a smaller learning rate, clipping the norm of the gradient, normalized inputs and targets, smaller initial weights.</source>
        <translation>보통 도움이 되는 것: 더 작은 학습률, 기울기 노름 클리핑, 입력과 목표값 정규화, 더 작은 초기 가중치.</translation>
    </message>
    <message>
        <source>What usually helps: normalized inputs, smaller initial weights, batch or layer normalization before it, ReLU instead.</source>
        <translation>보통 도움이 되는 것: 입력 정규화, 더 작은 초기 가중치, 그 앞의 배치 정규화나 층 정규화, ReLU로 교체.</translation>
    </message>
    <message>
        <source>Which column of {table} says what a picture shows? Name it in {field}: {columns}.</source>
        <translation>{table}에서 어느 열이 레이블인지 정할 수 없습니다. {field}에 열 이름을 적으세요: {columns}.</translation>
    </message>
    <message>
        <source>a step is a single key with its value, such as press: trainButton</source>
        <translation>단계는 press: trainButton처럼 키 하나와 값으로 씁니다</translation>
    </message>
    <message>
        <source>anchors (&amp;, *) and tags (!) are not allowed in a demo</source>
        <translation>데모에는 앵커(&amp;, *)나 태그(!)를 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>answers must be a list of at least one answer</source>
        <translation>answers는 답이 하나 이상 있는 목록이어야 합니다</translation>
    </message>
    <message>
        <source>breakpoint() in {file}, line {line}, was called in a process that loads data, where no console can open. Load the data with num_workers=0 to stop there.</source>
        <translation>{file} {line}번째 줄의 breakpoint()가 데이터를 읽는 프로세스에서 호출되어 콘솔을 열 수 없습니다. 그곳에서 멈추려면 num_workers=0으로 데이터를 읽으세요.</translation>
    </message>
    <message>
        <source>breakpoint() is skipped: the examples are read in separate processes, where no console can open. Remove it, or read an example of the Dataset in the console.</source>
        <translation>breakpoint()를 건너뜁니다. 예시는 별도의 프로세스에서 읽으므로 콘솔을 열 수 없습니다. 이 호출을 지우거나, 콘솔에서 Dataset의 예시를 직접 읽어 보세요.</translation>
    </message>
    <message>
        <source>breakpoint() was skipped, since no console can open here. In a run it opens the console on the Inside page.</source>
        <translation>여기서는 콘솔을 열 수 없어 breakpoint()를 건너뛰었습니다. 실행 중에는 &quot;내부&quot; 페이지의 콘솔이 열립니다.</translation>
    </message>
    <message>
        <source>category</source>
        <translation>범주</translation>
    </message>
    <message>
        <source>data.resample draws every class equally often, and the targets of this data are numbers. Set it to false.</source>
        <translation>data.resample은 모든 클래스를 같은 빈도로 뽑는데 이 데이터의 타깃은 숫자입니다. false로 하세요.</translation>
    </message>
    <message>
        <source>data.split is &quot;{split}&quot;, and nothing in {title} says which {what}. Name a column for it if the data has one, or set data.split to &quot;random&quot;.</source>
        <translation>data.split이 &quot;{split}&quot;인데 {title}에는 {what} 알 수 있는 정보가 없습니다. 데이터에 그런 열이 있으면 지정하고, 없으면 data.split을 &quot;random&quot;으로 하세요.</translation>
    </message>
    <message>
        <source>date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>examples belong together</source>
        <translation>어느 예시가 한데 묶이는지</translation>
    </message>
    <message>
        <source>examples came first</source>
        <translation>어느 예시가 먼저인지</translation>
    </message>
    <message>
        <source>in 30 seconds</source>
        <translation>30초 만에</translation>
    </message>
    <message>
        <source>it does not contain the expected numbers</source>
        <translation>있어야 할 수치가 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>it does not describe the data and the model of the run</source>
        <translation>실행의 데이터와 모델에 대한 내용이 없습니다</translation>
    </message>
    <message>
        <source>it does not list the measured layers and their values</source>
        <translation>측정한 층과 값의 목록이 없음</translation>
    </message>
    <message>
        <source>it has more than {most:,} characters</source>
        <translation>{most:,}자가 넘습니다</translation>
    </message>
    <message>
        <source>it has more than {n:,} pixels, which is too many</source>
        <translation>픽셀이 {n:,}개를 넘어 너무 많습니다</translation>
    </message>
    <message>
        <source>it has {width:,} × {height:,} pixels, which is too many</source>
        <translation>{width:,} × {height:,} 픽셀로 너무 큽니다</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>중첩이 너무 깊습니다</translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation>파일이 더 이상 없습니다</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>JSON이 아닙니다</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>JSON 객체가 아닙니다</translation>
    </message>
    <message>
        <source>it is not a PNG, JPEG, GIF, BMP, WebP or TIFF file, or its start is damaged</source>
        <translation>PNG, JPEG, GIF, BMP, WebP, TIFF 파일이 아니거나 앞부분이 손상되었습니다</translation>
    </message>
    <message>
        <source>it is not an evaluation</source>
        <translation>평가 결과가 아닙니다</translation>
    </message>
    <message>
        <source>it is not known why</source>
        <translation>이유를 알 수 없습니다</translation>
    </message>
    <message>
        <source>it is truncated: its end is missing</source>
        <translation>파일이 잘려 끝부분이 없습니다</translation>
    </message>
    <message>
        <source>its name is not valid</source>
        <translation>이름이 올바르지 않습니다</translation>
    </message>
    <message>
        <source>its permissions do not let it be read</source>
        <translation>읽기 권한이 없습니다</translation>
    </message>
    <message>
        <source>its records are not in chronological order</source>
        <translation>기록이 시간순이 아닙니다</translation>
    </message>
    <message>
        <source>its values have 32 bits, and which of them is white is not known; save it with 8 or 16 bits</source>
        <translation>값이 32비트라 어느 값이 흰색인지 알 수 없습니다. 8비트나 16비트로 저장하세요</translation>
    </message>
    <message>
        <source>line 1 does not name the columns of an epoch</source>
        <translation>첫 줄에 에포크의 열 이름이 없습니다</translation>
    </message>
    <message>
        <source>line {line} is not a change</source>
        <translation>{line}번째 줄이 변경 기록이 아닙니다</translation>
    </message>
    <message>
        <source>line {line} is not a file</source>
        <translation>{line}번째 줄이 파일 기록이 아닙니다</translation>
    </message>
    <message>
        <source>line {line} is not a log entry</source>
        <translation>{line}번째 줄이 로그 항목이 아닙니다</translation>
    </message>
    <message>
        <source>line {line} is not an epoch</source>
        <translation>{line}번째 줄이 에포크가 아닙니다</translation>
    </message>
    <message>
        <source>loss.name is {value}, which needs one class for each example, and {names} in data.augment mixes them. Choose another loss, or remove {names}.</source>
        <translation>loss.name이 {value}입니다. 이 손실은 예시마다 클래스가 하나여야 하는데 data.augment의 {names}이(가) 클래스를 섞습니다. 다른 손실을 고르거나 {names}을(를) 빼세요.</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>set takes fields with their values, such as optimizer.lr: 0.1</source>
        <translation>set에는 optimizer.lr: 0.1처럼 필드와 값을 씁니다</translation>
    </message>
    <message>
        <source>steps must be a list of at least one step</source>
        <translation>steps는 단계가 하나 이상 있는 목록이어야 합니다</translation>
    </message>
    <message>
        <source>text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>the label {name} appears twice</source>
        <translation>레이블 {name}이(가) 두 번 나옵니다</translation>
    </message>
    <message>
        <source>the text is missing here</source>
        <translation>여기에 텍스트가 빠졌습니다</translation>
    </message>
    <message>
        <source>the whole model</source>
        <translation>모델 전체</translation>
    </message>
    <message>
        <source>this is neither a number nor text</source>
        <translation>수도 텍스트도 아닙니다</translation>
    </message>
    <message>
        <source>this is not valid YAML ({reason})</source>
        <translation>올바른 YAML이 아닙니다 ({reason})</translation>
    </message>
    <message>
        <source>this must be a mapping with the keys {known}</source>
        <translation>키가 {known}인 매핑이어야 합니다</translation>
    </message>
    <message>
        <source>this must be a whole number, at least 1</source>
        <translation>1 이상의 정수여야 합니다</translation>
    </message>
    <message>
        <source>this must be key, or seconds from 0 to 3600</source>
        <translation>key 또는 0에서 3600까지의 초여야 합니다</translation>
    </message>
    <message>
        <source>this must be seconds from 0 to 3600</source>
        <translation>0에서 3600까지의 초여야 합니다</translation>
    </message>
    <message>
        <source>this must be text</source>
        <translation>텍스트여야 합니다</translation>
    </message>
    <message>
        <source>train takes only one of epochs, batches and until</source>
        <translation>train에는 epochs, batches, until 중 하나만 씁니다</translation>
    </message>
    <message>
        <source>training.compile is on, and torch.compile finds no compiler ({names}). Install one, name it in the environment variable {variable}, or switch training.compile off.</source>
        <translation>training.compile이 켜져 있지만 torch.compile에 필요한 컴파일러({names})를 찾을 수 없습니다. 컴파일러를 설치하거나 환경 변수 {variable}에 지정하거나 training.compile을 끄세요.</translation>
    </message>
    <message>
        <source>while example {index} was read</source>
        <translation>예시 {index}을(를) 읽는 동안</translation>
    </message>
    <message>
        <source>while example {index} was waited for</source>
        <translation>예시 {index}을(를) 기다리는 동안</translation>
    </message>
    <message>
        <source>while it was imported</source>
        <translation>파일을 가져오는(import) 동안</translation>
    </message>
    <message>
        <source>while len() was asked for</source>
        <translation>len()을 구하는 동안</translation>
    </message>
    <message>
        <source>while the process started</source>
        <translation>프로세스를 시작하는 동안</translation>
    </message>
    <message>
        <source>while {name} was made</source>
        <translation>{name}을(를) 만드는 동안</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>정수</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>예/아니요</translation>
    </message>
    <message>
        <source>{argument} is {value}, and it should be {expected}.</source>
        <translation>인자 {argument}의 값이 {value}입니다. 가능한 값: {expected}.</translation>
    </message>
    <message>
        <source>{bad:,} of the {all:,} numbers of this batch&apos;s inputs are not finite.</source>
        <translation>이 배치의 입력값 {all:,}개 중 {bad:,}개가 유한한 수가 아닙니다.</translation>
    </message>
    <message>
        <source>{character} is not in {encoding}, the encoding of the file. Have its first line name utf-8.</source>
        <translation>{character} 문자는 이 파일의 인코딩인 {encoding}에 없습니다. 첫 줄에 utf-8을 지정하세요.</translation>
    </message>
    <message>
        <source>{device} ({asked}) is there and does not compute: {reason}. Update its driver or PyTorch, or choose another device.</source>
        <translation>{device}({asked})가 있지만 계산에 실패했습니다: {reason}. 드라이버나 PyTorch를 업데이트하거나 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>{device} has too little memory for the model {model} with the data. A smaller model needs less.</source>
        <translation>{device}의 메모리가 모델 {model}과(와) 데이터를 담기에 부족합니다. 더 작은 모델을 사용하세요.</translation>
    </message>
    <message>
        <source>{device} is there and does not compute ({reason}), so {chosen} does.</source>
        <translation>{device}가 있지만 계산에 실패하여({reason}) {chosen}에서 계산합니다.</translation>
    </message>
    <message>
        <source>{field} cannot be set to {value}: {reason}</source>
        <translation>{field}을(를) {value}(으)로 설정할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>{field} changes pictures whose values go from 0 to 255, and these are other numbers. Remove it.</source>
        <translation>{field}은(는) 값이 0~255인 이미지에만 쓸 수 있는데 이 데이터의 값은 다릅니다. 빼세요.</translation>
    </message>
    <message>
        <source>{field} changes pictures, and this data is a table. Remove {names} from it.</source>
        <translation>{field}은(는) 이미지를 변형하는데 이 데이터는 표입니다. 목록에서 {names}을(를) 빼세요.</translation>
    </message>
    <message>
        <source>{field} has an entry without a name. It can be: {allowed}.</source>
        <translation>{field}에 이름이 없는 항목이 있습니다. 쓸 수 있는 이름: {allowed}.</translation>
    </message>
    <message>
        <source>{field} has {later} after {earlier}. Pictures are changed first, then blanked, then mixed: move {later} up.</source>
        <translation>{field}에서 {later}이(가) {earlier} 뒤에 있습니다. 이미지를 먼저 변형하고, 그다음 지우고, 마지막에 섞습니다. {later}을(를) 위로 옮기세요.</translation>
    </message>
    <message>
        <source>{field} has {name} twice. Remove one of them.</source>
        <translation>{field}에 {name}이(가) 두 번 있습니다. 하나를 빼세요.</translation>
    </message>
    <message>
        <source>{field} is an entry of data.augment now, which this recipe has too. Write it there.</source>
        <translation>{field}은(는) 이제 data.augment의 항목이고, 이 레시피에는 그 목록도 있습니다. 목록에 적으세요.</translation>
    </message>
    <message>
        <source>{field} is missing, and has no default. Give it.</source>
        <translation>{field}: 값이 없고 기본값도 없습니다. 값을 지정하세요.</translation>
    </message>
    <message>
        <source>{field} is not a setting of a recipe. Did you mean {near}?</source>
        <translation>{field}은(는) 레시피의 설정이 아닙니다. {near}을(를) 뜻했나요?</translation>
    </message>
    <message>
        <source>{field} is not a setting that a recipe has. Did you mean {near}?</source>
        <translation>{field}은(는) 레시피에 없는 설정입니다. {near}을(를) 뜻했나요?</translation>
    </message>
    <message>
        <source>{field} is {value}, which is not known. Did you mean {near}? It can be: {allowed}.</source>
        <translation>{field}의 값 {value}은(는) 알 수 없습니다. {near}을(를) 뜻했나요? 가능한 값: {allowed}.</translation>
    </message>
    <message>
        <source>{field} needs pictures with red, green and blue, and these have another number of channels ({channels}). Set it to 0, or remove it.</source>
        <translation>{field}에는 빨강·초록·파랑 채널이 있는 이미지가 필요한데 이 이미지의 채널 수는 {channels}입니다. 0으로 바꾸거나 빼세요.</translation>
    </message>
    <message>
        <source>{file} is not UTF-8 text, so it cannot be a demo.</source>
        <translation>{file}은(는) UTF-8 텍스트가 아니어서 데모로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{file}, line {line}: {problem}</source>
        <translation>{file}, {line}번째 줄: {problem}</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}. The examples take {size}, which is more than half of the free memory.</source>
        <translation>{folder}에 쓸 수 없습니다: {reason}. 예시가 {size}로 남은 메모리의 절반을 넘습니다.</translation>
    </message>
    <message>
        <source>{found} One in {step} pictures was compared.</source>
        <translation>{found} 이미지 {step}장 중 1장을 비교했습니다.</translation>
    </message>
    <message>
        <source>{found} One in {step} rows was compared.</source>
        <translation>{found} {step}행 중 1행을 비교했습니다.</translation>
    </message>
    <message>
        <source>{layer} computes its weights from other parameters, so it cannot be silenced or scaled. Swap it instead.</source>
        <translation>{layer}은(는) 다른 파라미터에서 가중치를 계산하므로 출력을 끄거나 배율을 곱할 수 없습니다. 대신 다른 층으로 바꾸세요.</translation>
    </message>
    <message>
        <source>{layer} has no unit {unit}; they are counted from 0 to {last}.</source>
        <translation>{layer}에 유닛 {unit}이(가) 없습니다. 번호는 0부터 {last}까지입니다.</translation>
    </message>
    <message>
        <source>{metric} of {target}</source>
        <translation>{target}의 {metric}</translation>
    </message>
    <message>
        <source>{n:,} examples suit a small network with strong weight decay.</source>
        <translation>예시가 {n:,}개이면 가중치 감쇠를 크게 준 작은 신경망이 알맞습니다.</translation>
    </message>
    <message>
        <source>{names} is a Function with its own backward: a single node, whose inner operations are not in the graph.</source>
        <translation>{names}은(는) backward를 직접 정의한 Function입니다. 노드 하나로 표시되며, 내부 연산은 그래프에 없습니다.</translation>
    </message>
    <message>
        <source>{name} ({type}) has no weights to change.</source>
        <translation>{name}({type})에는 바꿀 가중치가 없습니다.</translation>
    </message>
    <message>
        <source>{name} ({type}) has no weights to change. Its input comes from {layer}: change that instead.</source>
        <translation>{name}({type})에는 바꿀 가중치가 없습니다. 입력은 {layer}에서 옵니다. 그 층을 바꾸세요.</translation>
    </message>
    <message>
        <source>{name} does not take {argument}. It takes: {known}.</source>
        <translation>{name}은(는) 인자 {argument}을(를) 받지 않습니다. 받는 인자: {known}.</translation>
    </message>
    <message>
        <source>{name} has given {n:,} examples and has not ended. Say how many are to be read: data.count.</source>
        <translation>{name}에서 예시 {n:,}개를 읽었지만 끝나지 않았습니다. 몇 개를 읽을지 data.count로 정하세요.</translation>
    </message>
    <message>
        <source>{name} is blocked by the dialog {dialog}.</source>
        <translation>대화 상자 {dialog} 때문에 {name}을(를) 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{name} is disabled now.</source>
        <translation>지금은 {name}을(를) 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{name} is not visible now.</source>
        <translation>지금은 {name}이(가) 보이지 않습니다.</translation>
    </message>
    <message>
        <source>{name} is the same parameter, so it changes too.</source>
        <translation>{name}도 같은 파라미터라서 함께 바뀝니다.</translation>
    </message>
    <message>
        <source>{name} needs {arguments}. Give it in the arguments.</source>
        <translation>{name}에 필요한 값이 없습니다: {arguments}. 인자에 지정하세요.</translation>
    </message>
    <message>
        <source>{path} asks to run code ({names}) and was not loaded. Only if you trust the file, save its weights alone with m = torch.load(&quot;{path}&quot;, weights_only=False); torch.save({weights}, &quot;w.pt&quot;) in Python.</source>
        <translation>{path}은(는) 코드 실행({names})을 요구하므로 불러오지 않았습니다. 믿을 수 있는 파일일 때만 Python에서 m = torch.load(&quot;{path}&quot;, weights_only=False); torch.save({weights}, &quot;w.pt&quot;)로 가중치만 저장하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be dropped on the window.</source>
        <translation>{path}은(는) 창에 놓을 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be looked into: {reason}. Change its permissions, or choose another folder.</source>
        <translation>{path} 폴더를 열 수 없습니다: {reason}. 권한을 바꾸거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: an animation needs at least one frame, and its file name must end in .gif or .webp.</source>
        <translation>{path}에 쓸 수 없습니다. 애니메이션에는 프레임이 하나 이상 있어야 하고 파일 이름은 .gif나 .webp로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}, so it is not remembered that this file may run. Make the folder writable, or set TRAINER_TRUST=yes.</source>
        <translation>{path}: 쓸 수 없어({reason}) 이 파일의 실행을 허용한 것을 기억하지 못합니다. 폴더에 쓰기를 허용하거나 TRAINER_TRUST=yes로 설정하세요.</translation>
    </message>
    <message>
        <source>{path} could not be read ({reason}). Check its permissions.</source>
        <translation>{path}: 읽을 수 없습니다({reason}). 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>{path} could not be understood ({reason}). It may be damaged: copy or download it again. If PyTorch reads it, please report this as a fault of the program.</source>
        <translation>{path} 파일을 해석할 수 없습니다({reason}). 손상되었을 수 있으니 다시 복사하거나 내려받으세요. PyTorch로는 읽힌다면 프로그램 오류로 알려 주세요.</translation>
    </message>
    <message>
        <source>{path} does not exist. Check the name of the folder.</source>
        <translation>{path} 폴더가 없습니다. 폴더 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>{path} does not exist. Check the name, or put the file back.</source>
        <translation>{path}: 없는 파일입니다. 이름을 확인하거나 파일을 되돌려 놓으세요.</translation>
    </message>
    <message>
        <source>{path} has changed since it was opened. Open it again.</source>
        <translation>{path}: 연 뒤에 바뀌었습니다. 다시 여세요.</translation>
    </message>
    <message>
        <source>{path} has changed since it was read. Train or open it again to see its rows as they are now.</source>
        <translation>{path}이(가) 읽은 뒤에 바뀌었습니다. 지금의 행을 보려면 다시 학습하거나 여세요.</translation>
    </message>
    <message>
        <source>{path} has changed since the run began (+{added} −{removed} lines; {places}), so the copy that the run kept is used: {kept}.</source>
        <translation>실행이 시작된 뒤 {path} 파일이 바뀌어(+{added} −{removed}줄, {places}) 실행이 보관한 사본을 사용합니다: {kept}</translation>
    </message>
    <message>
        <source>{path} has changed since the run began (+{added} −{removed} lines; {places}). The new version is used from here on.</source>
        <translation>실행이 시작된 뒤 {path} 파일이 바뀌었습니다(+{added} −{removed}줄, {places}). 지금부터 바뀐 파일을 사용합니다.</translation>
    </message>
    <message>
        <source>{path} has changed since you agreed to run it. Look at it, then agree again (--trust on the command line, or TRAINER_TRUST=yes).</source>
        <translation>{path}: 실행을 허용한 뒤에 바뀌었습니다. 살펴본 다음 다시 허용하세요(명령줄에서는 --trust, 또는 TRAINER_TRUST=yes).</translation>
    </message>
    <message>
        <source>{path} has no rows. It needs a line with the names of the columns and a line for each picture.</source>
        <translation>{path}에 행이 없습니다. 열 이름 한 줄과 이미지마다 한 줄이 필요합니다.</translation>
    </message>
    <message>
        <source>{path} holds NaN or infinite values, in {keys}, with which a model answers NaN. Choose other weights.</source>
        <translation>{path}의 {keys}에 NaN 또는 무한대가 있어 모델이 NaN을 출력합니다. 다른 가중치를 고르세요.</translation>
    </message>
    <message>
        <source>{path} holds a type that cannot be loaded: {dtype}. Convert it to float32 with the program that saved it.</source>
        <translation>{path}에 불러올 수 없는 자료형이 있습니다: {dtype}. 저장한 프로그램에서 float32로 변환하세요.</translation>
    </message>
    <message>
        <source>{path} holds a whole model, not a state_dict, and was not loaded. Only if you trust the file, save its weights alone with m = torch.load(&quot;{path}&quot;, weights_only=False); torch.save({weights}, &quot;w.pt&quot;) in Python.</source>
        <translation>{path}에는 state_dict가 아니라 모델 전체가 들어 있어 불러오지 않았습니다. 믿을 수 있는 파일일 때만 Python에서 m = torch.load(&quot;{path}&quot;, weights_only=False); torch.save({weights}, &quot;w.pt&quot;)로 가중치만 저장하세요.</translation>
    </message>
    <message>
        <source>{path} holds more than plain tensors ({names}) and was not loaded. Save model.state_dict() alone, with dense tensors that are not quantized.</source>
        <translation>{path}에는 일반 텐서가 아닌 것({names})이 있어 불러오지 않았습니다. 양자화하지 않은 밀집 텐서로 model.state_dict()만 저장하세요.</translation>
    </message>
    <message>
        <source>{path} has no layer called {layer}. Did you mean {near}?</source>
        <translation>{path}에 {layer} 층이 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>{path} holds no losses of single examples. They are kept from the first whole epoch on while training.example_losses is on.</source>
        <translation>{path}에 예시별 손실이 없습니다. training.example_losses가 켜져 있으면 첫 에포크가 끝날 때부터 저장됩니다.</translation>
    </message>
    <message>
        <source>{path} holds no tensor {key}. It holds other ones: open it again to see them.</source>
        <translation>{path}: 이런 텐서가 없습니다: {key}. 다른 텐서가 있습니다. 다시 열어 확인하세요.</translation>
    </message>
    <message>
        <source>{path} holds no values of {key} that can be read here ({dtype}), only its shape.</source>
        <translation>{path}: {key}의 값은 여기서 읽을 수 없고({dtype}) 모양만 있습니다.</translation>
    </message>
    <message>
        <source>{path} holds several state_dicts: {names}. Save the one that you want alone, with torch.save(checkpoint[&quot;{first}&quot;], …).</source>
        <translation>{path}에 state_dict가 여러 개 있습니다: {names}. 원하는 것만 torch.save(checkpoint[&quot;{first}&quot;], …)로 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is a program that has not run here before, and it could do anything that you can. Look at it, then agree to run it (--trust on the command line, or TRAINER_TRUST=yes).</source>
        <translation>{path}: 여기서 실행한 적이 없는 프로그램이며, 사용자가 할 수 있는 일은 무엇이든 할 수 있습니다. 살펴본 다음 실행을 허용하세요(명령줄에서는 --trust, 또는 TRAINER_TRUST=yes).</translation>
    </message>
    <message>
        <source>{path} is missing, so the results after batch {step} are not shown.</source>
        <translation>{path} 파일이 없어 배치 {step} 뒤의 결과를 보여 줄 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} is not in the trash any more, so it cannot be brought back.</source>
        <translation>{path}: 휴지통에 더 이상 없어 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} is not the folder of a run, or cannot be read.</source>
        <translation>{path}은(는) 실행 폴더가 아니거나 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>{path} is there again, so the one in the trash is not put over it. Rename it first.</source>
        <translation>{path}: 같은 이름의 폴더가 다시 생겨 휴지통의 것을 덮어쓰지 않습니다. 먼저 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>{path} was written on a machine with another byte order. Load it and save it again to look inside.</source>
        <translation>{path}: 바이트 순서가 다른 컴퓨터에서 쓴 파일입니다. 불러와서 다시 저장하면 안을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>{table} has no column with labels besides the one with the names of files. Add one called label.</source>
        <translation>{table}에 파일 이름 열 말고 레이블 열이 없습니다. label 열을 추가하세요.</translation>
    </message>
    <message>
        <source>{table} has no column {name}. Its columns are: {columns}.</source>
        <translation>{table}에 {name} 열이 없습니다. 있는 열: {columns}.</translation>
    </message>
    <message>
        <source>{title} is not on this computer yet: {megabytes} MB would be downloaded from {origin} into {folder}. Agree to the download (--download on the command line, download=True in Python), or choose another source.</source>
        <translation>{title} 데이터가 아직 이 컴퓨터에 없습니다. {origin}에서 {megabytes}MB를 {folder}에 내려받아야 합니다. 내려받기를 허용하거나(명령줄에서는 --download, Python에서는 download=True) 다른 데이터를 선택하세요.</translation>
    </message>
    <message>
        <source>{title} needs to know where the data is. Choose it in {field}.</source>
        <translation>{title}: 데이터가 어디에 있는지 알아야 합니다. {field}에서 고르세요.</translation>
    </message>
    <message>
        <source>{weight} is {theirs} in {path} and {ours} here. Only a layer of the same shape can replace it.</source>
        <translation>{weight}의 모양이 {path}에서는 {theirs}, 여기서는 {ours}입니다. 모양이 같은 층으로만 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>“{text}” is not a condition. Write it like val_accuracy &gt; 0.8.</source>
        <translation>“{text}”은(는) 조건이 아닙니다. val_accuracy &gt; 0.8처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” is not true here: {values}.</source>
        <translation>여기서 “{text}”이(가) 참이 아닙니다: {values}.</translation>
    </message>
    <message>
        <source>“{text}” may contain only names, numbers, quoted text, comparisons, and, or and not.</source>
        <translation>“{text}”에는 이름, 수, 따옴표로 묶은 텍스트, 비교, and, or, not만 쓸 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>All {n:,} snapshots in {path} are damaged, so the run cannot be resumed. {first} Its weights may still be whole: load best.pt or last.pt into a new run.</source>
        <translation>
            <numerusform>{path}: 스냅샷 {n:,}개가 모두 손상되어 실행을 계속할 수 없습니다. {first} 가중치는 온전할 수 있습니다. best.pt나 last.pt를 새 실행에 불러오세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answered wrongly in {n:,} epochs.</source>
        <translation>
            <numerusform>{n:,}개 에포크에서 틀렸습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete {n:,} runs</source>
        <translation>
            <numerusform>실행 {n:,}개 삭제</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard the {n:,} batches that were trained?</source>
        <translation>
            <numerusform>학습한 {n:,} 배치를 버릴까요?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Estimated in sample, on the very examples that the model learns from, after {n:,} epochs.</source>
        <translation>
            <numerusform>모델이 학습에 쓰는 바로 그 예시로(표본 내에서) 추정한 값이며, {n:,}개 에포크를 마친 시점입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give {n:,} examples another label</source>
        <translation>
            <numerusform>예시 {n:,}개에 다른 레이블 지정</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Here the first name is {name}: the tensor {last} {place}, {elements} in the shape {shape}. The file has {n:,} such entries. load_state_dict copies each into the parameter of the same name and shape.</source>
        <translation>
            <numerusform>이 파일의 첫 이름은 {name}입니다: {place} 텐서 {last}, 모양 {shape}, {elements}. 파일에는 이런 항목이 {n:,}개 있습니다. load_state_dict는 각 항목을 이름과 모양이 같은 파라미터로 복사합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It should have at least {n} values, not {given}</source>
        <translation>
            <numerusform>값이 {n}개 이상이어야 하는데 {given}개입니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It should have at most {n} values, not {given}</source>
        <translation>
            <numerusform>값이 {n}개 이하여야 하는데 {given}개입니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Learning rate: {first} at first, {highest} at most, {last} at the end of {n:,} epochs</source>
        <translation>
            <numerusform>학습률: 처음 {first}, 최대 {highest}, {n:,} 에포크 끝에 {last}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loaded {n:,} tensors from {name} into the model.</source>
        <translation>
            <numerusform>텐서 {n:,}개를 모델로 불러왔습니다: {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking through {folder}: {n:,} pictures so far.</source>
        <translation>
            <numerusform>{folder} 폴더를 살펴보는 중: 지금까지 이미지 {n:,}장.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing stands out in the {n:,} layers.</source>
        <translation>
            <numerusform>층 {n:,}개에 눈에 띄는 문제가 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opened {folder}; above are the {n:,} lines of its log.</source>
        <translation>
            <numerusform>실행을 열었습니다: {folder}. 위의 {n:,}줄은 그 로그입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replaying {n:,} batches of {path}</source>
        <translation>
            <numerusform>{n:,} 배치를 재현하는 중: {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored {n:,} runs.</source>
        <translation>
            <numerusform>실행 {n:,}개를 복원했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The data says what belongs together, but the split does not respect it: {n:,} groups have examples in several parts.</source>
        <translation>
            <numerusform>데이터에 묶음이 지정되어 있지만 분할이 이를 따르지 않습니다. 그룹 {n:,}개의 예시가 여러 부분에 나뉘어 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first {n:,} are worth a look: by this estimate their label is less likely than a guess.</source>
        <translation>
            <numerusform>앞의 {n:,}개는 살펴볼 만합니다. 이 추정에 따르면 그 레이블은 어림짐작보다도 가능성이 낮습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The run has used {n:,} threads so far and uses {now} from here on, as this machine has no more cores: the last bits may differ.</source>
        <translation>
            <numerusform>이 실행은 지금까지 스레드 {n:,}개를 사용했지만, 이 컴퓨터에는 코어가 더 없으므로 여기서부터 {now}개를 사용합니다. 마지막 비트가 다를 수 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are no pictures in {path}, but {n:,} other files, such as {example}. PNG, JPEG, GIF, BMP, WebP and TIFF files are read.</source>
        <translation>
            <numerusform>{path}에 이미지는 없고 {example} 같은 다른 파일만 {n:,}개 있습니다. PNG, JPEG, GIF, BMP, WebP, TIFF 파일을 읽을 수 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This run has trained all its {n:,} epochs. Give it more epochs to resume it.</source>
        <translation>
            <numerusform>이 실행은 {n:,} 에포크를 모두 마쳤습니다. 계속하려면 에포크를 늘리세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train without {n:,} files that cannot be read?</source>
        <translation>
            <numerusform>읽을 수 없는 파일 {n:,}개를 빼고 학습할까요?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use {n:,} threads</source>
        <translation>
            <numerusform>스레드 {n:,}개 사용</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With these values the rate does not change in {n:,} epochs.</source>
        <translation>
            <numerusform>이 값으로는 에포크 {n:,}개 동안 학습률이 변하지 않습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write {n:,} numbers with spaces between.</source>
        <translation>
            <numerusform>숫자 {n:,}개를 공백으로 구분해 쓰세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after {n:,} batches</source>
        <translation>
            <numerusform>{n:,} 배치 뒤</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>channels {units} of {layer}</source>
        <translation>
            <numerusform>{layer}의 채널 {units}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of the first {n:,} rows</source>
        <translation>
            <numerusform>처음 {n:,}행 기준</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>units {units} of {layer}</source>
        <translation>
            <numerusform>{layer}의 유닛 {units}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{field} has {n} weights, but the data has {classes} classes. Give one weight for each class, or none.</source>
        <translation>
            <numerusform>{field}: 가중치는 {n}개, 데이터의 클래스는 {classes}개입니다. 클래스마다 하나씩 주거나 비우세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{folder}: {batches} after batch {first} replayed, all {n:,} numbers are equal.</source>
        <translation>
            <numerusform>{folder}: 배치 {first} 뒤의 {batches}를 재현했습니다. 수 {n:,}개가 모두 같습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{folder}: {batches} after batch {first} replayed, {n:,} of {numbers} numbers differ.</source>
        <translation>
            <numerusform>{folder}: 배치 {first} 뒤의 {batches}를 재현했습니다. 수 {numbers}개 중 {n:,}개가 다릅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{metric}: {values} after {epoch} of {n:,} epochs.</source>
        <translation>
            <numerusform>{metric}: {n:,}에포크 중 {epoch}에포크 후 {values}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} batches</source>
        <translation>
            <numerusform>{n:,} 배치</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} batches are trained again</source>
        <translation>
            <numerusform>배치 {n:,}개를 다시 학습합니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} batches that were trained after it are trained again.</source>
        <translation>
            <numerusform>그 뒤에 학습한 {n:,} 배치는 다시 학습합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} channels</source>
        <translation>
            <numerusform>채널 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} class folders hold no pictures and are left out: {names}.</source>
        <translation>
            <numerusform>이미지가 없는 클래스 폴더 {n:,}개를 뺐습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} classes are in the validation or test part and not in training, so they can never be right: {names}.</source>
        <translation>
            <numerusform>클래스 {n:,}개가 검증이나 테스트에만 있고 학습에는 없어 절대 맞힐 수 없습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} classes have fewer than {few} training examples: {names}.</source>
        <translation>
            <numerusform>학습 예시가 {few}개보다 적은 클래스가 {n:,}개 있습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns</source>
        <translation>
            <numerusform>열 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns chosen</source>
        <translation>
            <numerusform>열 {n:,}개 선택됨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns have no name and are called by their place, such as “column 3”.</source>
        <translation>
            <numerusform>이름 없는 열 {n:,}개를 “column 3”처럼 순서로 부릅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns have the same value in every row, and nothing can be learnt from them: {names}.</source>
        <translation>
            <numerusform>모든 행에서 값이 같아 배울 것이 없는 열이 {n:,}개 있습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns have values far from all others: {names}. One is {worst}.</source>
        <translation>
            <numerusform>나머지와 동떨어진 값이 있는 열이 {n:,}개 있습니다: {names}. 그중 하나는 {worst}입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns look like identifiers and are left out: {names}.</source>
        <translation>
            <numerusform>식별자처럼 보여 제외한 열이 {n:,}개 있습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} columns tell the target all but by themselves ({power} of it, the first): {names}. If they are only known afterwards, the model will fail where it is used.</source>
        <translation>
            <numerusform>열 {n:,}개는 하나만으로도 타깃을 거의 알려 줍니다(첫째 열이 {power}): {names}. 나중에야 알 수 있는 값이라면 실제로 쓸 때 모델이 맞히지 못합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} complete epochs</source>
        <translation>
            <numerusform>에포크 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} corrections are of examples that are not among those that are used.</source>
        <translation>
            <numerusform>수정 {n:,}건은 사용 중인 예시에 해당하지 않습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} earlier lines are left out here.</source>
        <translation>
            <numerusform>이전 줄 {n:,}개는 여기에서 생략했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} epochs of {batches}</source>
        <translation>
            <numerusform>{n:,} 에포크, 에포크당 {batches}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} epochs · seed {seed}</source>
        <translation>
            <numerusform>{n:,} 에포크 · 시드 {seed}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples</source>
        <translation>
            <numerusform>예시 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples are chosen.</source>
        <translation>
            <numerusform>예시 {n:,}개를 선택했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples are left out by the corrections.</source>
        <translation>
            <numerusform>수정 파일에 따라 예시 {n:,}개를 제외했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples are left out.</source>
        <translation>
            <numerusform>예시 {n:,}개를 제외했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples are saved in {path}.</source>
        <translation>
            <numerusform>예시 {n:,}개를 {path}에 저장했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples have a corrected label.</source>
        <translation>
            <numerusform>예시 {n:,}개의 레이블을 고쳤습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} examples have another label.</source>
        <translation>
            <numerusform>예시 {n:,}개의 레이블을 바꿨습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} features have no value in more than half of the rows: {names}.</source>
        <translation>
            <numerusform>행의 절반 넘게 값이 없는 특성이 {n:,}개 있습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} features look like identifiers, which say nothing about new rows: {names}.</source>
        <translation>
            <numerusform>특성 {n:,}개가 식별자처럼 보입니다. 식별자는 새 행에 대해 알려 주는 것이 없습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} files are gone ({names})</source>
        <translation>
            <numerusform>없어진 파일 {n:,}개({names})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} files cannot be read and are left out; the first is {name}: {reason}.</source>
        <translation>
            <numerusform>읽을 수 없어 제외한 파일이 {n:,}개 있습니다. 첫 번째는 {name}: {reason}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} files have another content ({names})</source>
        <translation>
            <numerusform>내용이 바뀐 파일 {n:,}개({names})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} files in {path} cannot be read as pictures; the first is {name}: {reason}. Repair or remove them, or set data.unreadable to &quot;skip&quot; to leave them out.</source>
        <translation>
            <numerusform>{path}의 파일 {n:,}개를 이미지로 읽을 수 없습니다. 첫 파일은 {name}: {reason}. 고치거나 지우세요. 빼려면 data.unreadable을 &quot;skip&quot;으로 정하세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} files were added ({names})</source>
        <translation>
            <numerusform>추가된 파일 {n:,}개({names})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} files, {size}</source>
        <translation>
            <numerusform>파일 {n:,}개, {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} have a different shape or type, or exist in only one of them.</source>
        <translation>
            <numerusform>{n:,}개는 모양이나 타입이 다르거나 한쪽에만 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} images</source>
        <translation>
            <numerusform>{n:,}장</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} inputs cannot be read.</source>
        <translation>
            <numerusform>입력 {n:,}개를 읽을 수 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} lines above the table were skipped.</source>
        <translation>
            <numerusform>표 위의 {n:,}줄을 건너뛰었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} modules beside it belong to it ({names}).</source>
        <translation>
            <numerusform>옆에 있는 모듈 {n:,}개도 함께 쓰입니다({names}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} more layers</source>
        <translation>
            <numerusform>층 {n:,}개 더</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} numbers</source>
        <translation>
            <numerusform>숫자 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} of {all:,} layers differ.</source>
        <translation>
            <numerusform>층 {all:,}개 중 {n:,}개가 다릅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} parameters</source>
        <translation>
            <numerusform>파라미터 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures</source>
        <translation>
            <numerusform>이미지 {n:,}장</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are gone since the folder was last read: {names}.</source>
        <translation>
            <numerusform>지난번에 읽은 뒤 이미지 {n:,}장이 없어졌습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are new since the folder was last read: {names}.</source>
        <translation>
            <numerusform>지난번에 읽은 뒤 이미지 {n:,}장이 새로 생겼습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are not in the table and are left out: {names}.</source>
        <translation>
            <numerusform>이미지 {n:,}장이 표에 없어 제외했습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are so long or so high that a third of each is cut off, such as {name}.</source>
        <translation>
            <numerusform>너무 길거나 높아 3분의 1이 잘리는 이미지가 {n:,}장 있습니다. 예: {name}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures have changed since the folder was last read: {names}.</source>
        <translation>
            <numerusform>지난번에 읽은 뒤 이미지 {n:,}장이 바뀌었습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures have no label in the table and are left out: {names}.</source>
        <translation>
            <numerusform>표에 레이블이 없어 이미지 {n:,}장을 뺐습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures have two different labels in the table, of which the first is taken: {names}.</source>
        <translation>
            <numerusform>표에서 이미지 {n:,}장의 레이블이 서로 달라 첫 번째 것을 씁니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} pictures are outside the class folders and are left out: {names}.</source>
        <translation>
            <numerusform>이미지 {n:,}장이 클래스 폴더 밖에 있어 제외했습니다: {names}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} returned {type}, which is not a Dataset: it has neither __getitem__ nor __iter__. Return a Dataset.</source>
        <translation>{name}이(가) 반환한 {type}은(는) Dataset이 아닙니다. __getitem__도 __iter__도 없습니다. Dataset을 반환하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read as a table ({reason}). Save it again as CSV with the program that wrote it.</source>
        <translation>{path}: 표로 읽을 수 없습니다({reason}). 만든 프로그램에서 CSV로 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read as a table: {left_out:,} of {rows:,} rows have another number of cells than the first. Set the separator (data.separator) to the character between the cells.</source>
        <translation>{path}: 표로 읽을 수 없습니다. {rows:,}개 행 중 {left_out:,}개의 칸 수가 첫 행과 다릅니다. 구분자(data.separator)를 칸 사이에 있는 글자로 정하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read as a workbook ({reason}). Open it in a spreadsheet program and save it again.</source>
        <translation>{path}: 통합 문서로 읽을 수 없습니다({reason}). 스프레드시트 프로그램에서 열어 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read as {kind} ({reason}). Save it again with the program that wrote it.</source>
        <translation>{path}을(를) {kind} 파일로 읽을 수 없습니다({reason}). 만든 프로그램에서 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Training continues without it; make room, or turn TensorBoard off.</source>
        <translation>{path}: 쓸 수 없습니다({reason}). 학습은 이 기록 없이 계속됩니다. 공간을 비우거나 TensorBoard를 끄세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Training continues; make room or save elsewhere.</source>
        <translation>{path}: 쓸 수 없습니다({reason}). 학습은 계속됩니다. 공간을 비우거나 다른 곳에 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is empty (0 bytes). Choose another file, or save the weights again.</source>
        <translation>{path}: 비어 있습니다. 가중치를 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is in {encoding} and too large for its rows to be shown as they are in it. Save it in UTF-8.</source>
        <translation>{path}의 인코딩이 {encoding}이고 너무 커서 행을 파일 그대로 표시할 수 없습니다. UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is not a folder. Name the folder that holds the pictures.</source>
        <translation>{path}은(는) 폴더가 아닙니다. 이미지가 들어 있는 폴더를 지정하세요.</translation>
    </message>
    <message>
        <source>{path} is not a snapshot of a run, though it may hold weights.</source>
        <translation>{path}: 실행의 스냅샷이 아닙니다. 가중치는 들어 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>{path} is not a snapshot of a run.</source>
        <translation>{path}: 실행의 스냅샷이 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is not text in the encoding that it names, or in UTF-8. Save it as UTF-8 with another editor.</source>
        <translation>{path}은(는) 파일에 적힌 인코딩이나 UTF-8로 읽을 수 있는 텍스트가 아닙니다. 다른 편집기에서 UTF-8로 저장하세요.</translation>
    </message>
    <message>
        <source>{path} looks like the folder of one class. Choose the folder that contains it, {parent}.</source>
        <translation>{path}은(는) 한 클래스의 폴더로 보입니다. 그 상위 폴더인 {parent}을(를) 고르세요.</translation>
    </message>
    <message>
        <source>{path}: not a state_dict, which has only names and tensors: {wrong}. Of a checkpoint, save only the state_dict in it.</source>
        <translation>{path}: state_dict가 아닙니다. 이름과 텐서여야 합니다({wrong}). 체크포인트라면 그 안의 state_dict만 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: the targets in {name} are not classes: they should be a number or a text for each example.</source>
        <translation>{path}: {name}의 타깃은 클래스가 아닙니다. 예시마다 숫자나 텍스트 하나여야 합니다.</translation>
    </message>
    <message>
        <source>{title} reads its numbers again in each epoch, so they cannot be corrected. Correct them where they are made, or leave the examples out.</source>
        <translation>{title}은(는) 에포크마다 값을 새로 읽으므로 값을 고칠 수 없습니다. 값을 만드는 곳에서 고치거나 예시를 제외하세요.</translation>
    </message>
    <message>
        <source>{value} in column {column} of {table} is not a number. Correct it, or let the labels be classes.</source>
        <translation>{table}의 {column} 열에 있는 {value}은(는) 숫자가 아닙니다. 값을 고치거나 레이블을 클래스로 지정하세요.</translation>
    </message>
    <message>
        <source>{variable} is {value}, which is not a number of gigabytes. Write one such as 20.</source>
        <translation>{variable} 값 {value}은(는) 기가바이트 수가 아닙니다. 20처럼 적으세요.</translation>
    </message>
    <message numerus="yes">
        <source>It has {n:,} batches.</source>
        <translation>
            <numerusform>배치는 모두 {n:,}개입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Output and multiply-adds of one example; memory of the activations of a batch of {n:,} examples</source>
        <translation>
            <numerusform>출력과 곱셈-덧셈은 예시 하나 기준, 메모리는 예시 {n:,}개 배치의 활성값 기준</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The blocks that {n:,} tensors are in have other names in the model.</source>
        <translation>
            <numerusform>텐서 {n:,}개가 들어 있는 블록의 이름이 모델에서는 다릅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The data ({size}) is more than half of what is free on {device} ({free}), so it is streamed by {n} loader processes.</source>
        <translation>
            <numerusform>데이터({size})가 {device}의 여유 메모리({free})의 절반보다 커서 로더 프로세스 {n}개를 거쳐 흘려보냅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The data ({size}) is streamed by {n} loader processes, as asked.</source>
        <translation>
            <numerusform>데이터({size})를 요청대로 로더 프로세스 {n}개를 거쳐 흘려보냅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The training examples are read again in each epoch by {n:,} loader processes.</source>
        <translation>
            <numerusform>학습 예시를 에포크마다 로더 프로세스 {n:,}개가 새로 읽습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} plug-ins were found.</source>
        <translation>
            <numerusform>플러그인 {n:,}개를 찾았습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} predictions.</source>
        <translation>
            <numerusform>예측 {n:,}개.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} reached</source>
        <translation>
            <numerusform>{n:,}개 도달</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows are in two parts of the data, the same in every feature, such as rows {first} ({here}) and {second} ({there}).</source>
        <translation>
            <numerusform>모든 특성이 같은 행이 데이터의 두 부분에 {n:,}개 있습니다. 예: {first}행({here}), {second}행({there}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows are there more than once, the same in every feature, such as rows {first} and {second}.</source>
        <translation>
            <numerusform>모든 특성이 같은 행이 여러 번 들어 있는 경우가 {n:,}건 있습니다. 예: {first}행, {second}행.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows are there twice, almost the same, such as rows {first} and {second}.</source>
        <translation>
            <numerusform>숫자가 거의 같은 행이 두 번 들어 있는 경우가 {n:,}건 있습니다. 예: {first}행, {second}행.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows are there with two targets, the same in every feature, such as rows {first} and {second}.</source>
        <translation>
            <numerusform>모든 특성이 같은데 타깃이 서로 다른 행이 {n:,}개 있습니다. 예: {first}행, {second}행.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows have no target and were left out.</source>
        <translation>
            <numerusform>타깃이 없어 행 {n:,}개를 뺐습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows of the table name no picture that is here: {names}.</source>
        <translation>
            <numerusform>표의 {n:,}개 행에 적힌 이미지가 없습니다: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} rows were left out, because they have another number of cells than the table has columns: rows {rows}.</source>
        <translation>
            <numerusform>칸 수가 표의 열 수와 달라 행 {n:,}개를 뺐습니다: 행 {rows}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} runs are in the trash.</source>
        <translation>
            <numerusform>실행 {n:,}개를 휴지통으로 옮겼습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} runs are selected</source>
        <translation>
            <numerusform>실행 {n:,}개를 골랐습니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} runs side by side</source>
        <translation>
            <numerusform>실행 {n:,}개 나란히 보기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} runs · {size}</source>
        <translation>
            <numerusform>실행 {n:,}개 · {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} tensors</source>
        <translation>
            <numerusform>텐서 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} threads</source>
        <translation>
            <numerusform>스레드 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} times</source>
        <translation>
            <numerusform>{n:,}번</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} units</source>
        <translation>
            <numerusform>유닛 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n:,} zero bytes were left out.</source>
        <translation>
            <numerusform>0인 바이트 {n:,}개를 뺐습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and {n:,} more</source>
        <translation>
            <numerusform>{names} 외 {n:,}개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} has no index: its {n:,} examples ({size}) were read once, in their order, into a file. The seed shuffles them and a run resumes exactly; what it draws at random stays as it was drawn.</source>
        <translation>
            <numerusform>{name}에는 인덱스가 없어서 예시 {n:,}개({size})를 그 순서대로 한 번 읽어 파일에 두었습니다. 시드로 섞으며 실행은 정확히 이어집니다. 무작위로 뽑는 값은 처음 뽑힌 그대로 남습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} has no index: its {n:,} examples ({size}) were read once, in their order, into memory. The seed shuffles them and a run resumes exactly; what it draws at random stays as it was drawn.</source>
        <translation>
            <numerusform>{name}에는 인덱스가 없어서 예시 {n:,}개({size})를 그 순서대로 한 번 읽어 메모리에 두었습니다. 시드로 섞으며 실행은 정확히 이어집니다. 무작위로 뽑는 값은 처음 뽑힌 그대로 남습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} has not moved in {n:,} steps in a row.</source>
        <translation>
            <numerusform>{name}이(가) 연속 {n:,}번의 스텝 동안 움직이지 않았습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days ago</source>
        <translation>
            <numerusform>{n}일 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} hours ago</source>
        <translation>
            <numerusform>{n}시간 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} levels</source>
        <translation>
            <numerusform>{n}단계</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes ago</source>
        <translation>
            <numerusform>{n}분 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} months ago</source>
        <translation>
            <numerusform>{n}개월 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} years ago</source>
        <translation>
            <numerusform>{n}년 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{path} does not fit the model, which is unchanged: {n:,} keys differ.</source>
        <translation>
            <numerusform>모델에 맞지 않는 파일입니다: {path}. 키 {n:,}개가 다르며 모델은 그대로입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{replayed}: all {n:,} numbers are equal, to the last bit.</source>
        <translation>
            <numerusform>{replayed}. 수 {n:,}개가 마지막 비트까지 모두 같습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{replayed}: {n:,} of {numbers} numbers differ. The run itself is untouched.</source>
        <translation>
            <numerusform>{replayed}. 수 {numbers}개 중 {n:,}개가 다릅니다. 실행 자체는 그대로입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{title} has only {n:,} examples, which cannot be split into training and test by these settings. Add more examples, or change data.test_share or data.split.</source>
        <translation>
            <numerusform>{title}에는 예시가 {n:,}개뿐이라 이 설정으로 학습과 테스트로 나눌 수 없습니다. 예시를 늘리거나 data.test_share 또는 data.split을 바꾸세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“{prefix}” was removed from the names of {n:,} tensors.</source>
        <translation>
            <numerusform>텐서 {n:,}개의 이름에서 접두어를 뗐습니다: “{prefix}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and {n:,} more</source>
        <translation>
            <numerusform>… 외 {n:,}개</numerusform>
        </translation>
    </message>
    <message>
        <source>The snapshot {path} cannot be used: {reason}.</source>
        <translation>스냅샷을 쓸 수 없습니다: {path} ({reason}).</translation>
    </message>
    <message>
        <source>The snapshot {path} does not fit the run&apos;s recipe: {reason}.</source>
        <translation>스냅샷이 실행의 레시피에 맞지 않습니다: {path} ({reason}).</translation>
    </message>
    <message>
        <source>The weights are saved in {path}.</source>
        <translation>가중치를 저장했습니다: {path}</translation>
    </message>
    <message>
        <source>The weights in the model do not fit this recipe&apos;s model. Start from fresh weights, or choose the model again.</source>
        <translation>모델의 가중치가 이 레시피의 모델에 맞지 않습니다. 새 가중치로 시작하거나 모델을 다시 고르세요.</translation>
    </message>
    <message>
        <source>The weights in {path} cannot be put on {device}: {reason}. Choose another device.</source>
        <translation>가중치를 {device} 장치에 올릴 수 없습니다: {path} ({reason}). 다른 장치를 고르세요.</translation>
    </message>
    <message>
        <source>The weights were taken from “{wrapper}” in the file.</source>
        <translation>파일의 “{wrapper}”에서 가중치를 꺼냈습니다.</translation>
    </message>
    <message>
        <source>The weights where the run broke off could not be saved ({error}); those of the last epoch are.</source>
        <translation>실행이 끊긴 곳의 가중치는 저장하지 못했습니다({error}). 마지막 에포크의 가중치는 저장했습니다.</translation>
    </message>
    <message>
        <source>The weights, and the optimizer&apos;s averages of them, are of this very model. Start a new run, and load what fits of the weights into it.</source>
        <translation>가중치와 그에 대한 옵티마이저의 평균은 바로 이 모델의 것입니다. 새 실행을 시작하고 가중치 중 맞는 것을 불러오세요.</translation>
    </message>
    <message>
        <source>There are no {split} examples to evaluate on.</source>
        <translation>평가할 예시가 없습니다: {split}.</translation>
    </message>
    <message>
        <source>There is no model yet. Prepare or start a run first.</source>
        <translation>아직 모델이 없습니다. 먼저 준비하거나 실행을 시작하세요.</translation>
    </message>
    <message>
        <source>There is no preset called {value}. There are: {allowed}.</source>
        <translation>없는 프리셋입니다: {value}. 있는 것: {allowed}.</translation>
    </message>
    <message>
        <source>There is no room to write {path}; what was there is whole. Make room or choose another place.</source>
        <translation>{path}: 쓸 공간이 없습니다. 있던 것은 온전합니다. 공간을 비우거나 다른 위치를 고르세요.</translation>
    </message>
    <message>
        <source>There is no snapshot in {path}, so the run cannot be resumed. Load its best.pt or last.pt into a new run.</source>
        <translation>{path}: 스냅샷이 없어 실행을 계속할 수 없습니다. best.pt나 last.pt를 새 실행에 불러오세요.</translation>
    </message>
    <message>
        <source>There is nothing to replay in {path}: no batch is recorded after one of its snapshots, and its beginning is not known any more. Train on and try again.</source>
        <translation>{path}: 재현할 것이 없습니다. 스냅샷 뒤에 기록된 배치가 없고 시작 상태도 알 수 없습니다. 더 학습한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>There is nothing to replay in {path}: no batch is recorded.</source>
        <translation>{path}: 재현할 것이 없습니다. 기록된 배치가 없습니다.</translation>
    </message>
    <message>
        <source>This CPU has no instructions for bfloat16 and emulates it, many times slower than float32. Set training.precision to float32 or auto.</source>
        <translation>이 CPU에는 bfloat16 명령이 없어 흉내를 내므로 float32보다 몇 배나 느립니다. training.precision을 float32나 auto로 바꾸세요.</translation>
    </message>
    <message>
        <source>This decides which examples are trained on and which are kept for validation and test: changed, the model would be tested on what it has learnt. Start a new run instead.</source>
        <translation>어떤 예시로 학습하고 어떤 예시를 검증과 테스트에 남길지 정하는 값입니다. 바꾸면 이미 배운 것으로 모델을 테스트하게 됩니다. 대신 새 실행을 시작하세요.</translation>
    </message>
    <message>
        <source>This is not a recipe in TOML: {reason}.</source>
        <translation>TOML 레시피가 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>This model does not take pictures, so {path} cannot be predicted.</source>
        <translation>이 모델은 이미지를 받지 않아 예측할 수 없습니다: {path}.</translation>
    </message>
    <message>
        <source>This recipe has version {value}, and this program knows versions up to {allowed}. Update Training Studio to use it.</source>
        <translation>이 레시피는 버전 {value}이고 이 프로그램은 버전 {allowed}까지만 압니다. Training Studio를 업데이트하세요.</translation>
    </message>
    <message>
        <source>Training resumed after batch {step}, from a snapshot.</source>
        <translation>스냅샷에서, 배치 {step} 뒤부터 학습을 계속합니다.</translation>
    </message>
    <message>
        <source>Unpacking {file}.</source>
        <translation>압축을 푸는 중입니다: {file}.</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>텍스트가 아님</translation>
    </message>
    <message>
        <source>{field} was {old} in this run and cannot become {new}. {why}</source>
        <translation>{field}: 이 실행에서는 바꿀 수 없습니다({old} → {new}). {why}</translation>
    </message>
    <message>
        <source>loss.name is {value}, which does not fit {task}. It can be: {allowed}.</source>
        <translation>loss.name이 {value}인데 작업({task})에 맞지 않습니다. 가능한 값: {allowed}.</translation>
    </message>
    <message>
        <source>A file in {path} cannot be read: {reason}.</source>
        <translation>{path}의 파일을 읽을 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Loaded {fits} of the model&apos;s {all} tensors from {path}.</source>
        <translation>모델의 텐서 {all}개 중 {fits}개를 불러왔습니다: {path}</translation>
    </message>
    <message>
        <source>More than one run in {root} begins with {name}: {names}. Write more of the name.</source>
        <translation>{root}에 이름이 {name}(으)로 시작하는 실행이 여럿 있습니다: {names}. 이름을 더 길게 입력하세요.</translation>
    </message>
    <message>
        <source>The folder {path} already holds a run, and nothing is overwritten. Choose another folder.</source>
        <translation>{path} 폴더에 이미 실행이 있으며 덮어쓰지 않습니다. 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>The folder {path} already holds other files ({name}, …), and nothing is overwritten. Choose another folder.</source>
        <translation>{path} 폴더에 이미 다른 파일({name}, …)이 있으며 덮어쓰지 않습니다. 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>There is no example {index} in the {split} set; its size is {count}.</source>
        <translation>{split} 데이터에 {index}번 예시가 없습니다. 모두 {count}개입니다.</translation>
    </message>
    <message>
        <source>There is no run {name} in {root}. Did you mean {near}?</source>
        <translation>{root}에 {name} 실행이 없습니다. {near}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>There is no run {name} in {root}. Give the folder of a run, or its name there.</source>
        <translation>{root}에 {name} 실행이 없습니다. 실행 폴더나 그 안의 실행 이름을 지정하세요.</translation>
    </message>
    <message>
        <source>Training cannot start. {field}: {reason}</source>
        <translation>학습을 시작할 수 없습니다. {field}: {reason}</translation>
    </message>
    <message>
        <source>Training set, {examples}: loss {loss}, {metric} {value}.</source>
        <translation>학습 데이터, {examples}: 손실 {loss}, {metric} {value}.</translation>
    </message>
    <message>
        <source>Training stopped: the loss became NaN or infinite. The last good weights are kept. Test {metric} {value}.</source>
        <translation>학습이 중단되었습니다. 손실이 NaN 또는 무한대가 되었습니다. 마지막으로 정상이던 가중치를 보존했습니다. 테스트 {metric} {value}.</translation>
    </message>
    <message>
        <source>Trying {name}</source>
        <translation>{name} 시험 중</translation>
    </message>
    <message>
        <source>Validated on {examples}: loss {loss}, {metric} {value}.</source>
        <translation>검증 {examples}: 손실 {loss}, {metric} {value}.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>정확도</translation>
    </message>
    <message>
        <source>average precision</source>
        <translation>평균 정밀도</translation>
    </message>
    <message>
        <source>balanced accuracy</source>
        <translation>균형 정확도</translation>
    </message>
    <message>
        <source>calibration error</source>
        <translation>보정 오차</translation>
    </message>
    <message>
        <source>data.separator is {separator}, and it must be one sign, such as &quot;,&quot; or &quot;;&quot;, or tab, space or auto.</source>
        <translation>data.separator가 {separator}인데 &quot;,&quot; 또는 &quot;;&quot; 같은 글자 하나이거나 tab, space, auto여야 합니다.</translation>
    </message>
    <message>
        <source>drawn from the seed of the run</source>
        <translation>실행의 시드로 생성</translation>
    </message>
    <message>
        <source>it belongs to another run</source>
        <translation>다른 실행에 속한 파일입니다</translation>
    </message>
    <message>
        <source>it does not name the four numbers of a batch</source>
        <translation>배치의 숫자 네 개의 이름이 없습니다</translation>
    </message>
    <message>
        <source>log loss</source>
        <translation>로그 손실</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>macro F1</source>
        <translation>매크로 F1</translation>
    </message>
    <message>
        <source>non-commercial use only</source>
        <translation>비상업적 용도만</translation>
    </message>
    <message>
        <source>there is no demo {name} in this folder</source>
        <translation>이 폴더에 데모 {name}이(가) 없습니다</translation>
    </message>
    <message>
        <source>top-3 accuracy</source>
        <translation>상위 3 정확도</translation>
    </message>
    <message>
        <source>top-5 accuracy</source>
        <translation>상위 5 정확도</translation>
    </message>
    <message>
        <source>training.compile is on, and torch.compile needs a compiler that Windows does not bring. Switch it off.</source>
        <translation>training.compile이 켜져 있는데 torch.compile에 필요한 컴파일러가 Windows에 없습니다. 끄세요.</translation>
    </message>
    <message>
        <source>training.precision is bfloat16, which {device} cannot compute. Choose float16 or float32.</source>
        <translation>training.precision이 bfloat16인데 {device} 장치는 계산할 수 없습니다. float16이나 float32를 고르세요.</translation>
    </message>
    <message>
        <source>training.precision is float16, which trains on CUDA devices only, and this run is on {device}. Choose bfloat16 or float32.</source>
        <translation>training.precision이 float16인데 CUDA 장치에서만 학습할 수 있고 이 실행의 장치는 {device}입니다. bfloat16이나 float32를 고르세요.</translation>
    </message>
    <message>
        <source>weighted F1</source>
        <translation>가중 F1</translation>
    </message>
    <message>
        <source>{architecture} takes images of at least {smallest} × {smallest} pixels, and those of this data have {height} × {width}. Choose another architecture (model.name), such as mlp.</source>
        <translation>{architecture} 구조는 {smallest} × {smallest} 픽셀 이상의 이미지를 받는데 이 데이터는 {height} × {width}입니다. mlp 같은 다른 구조(model.name)를 고르세요.</translation>
    </message>
    <message>
        <source>{architecture} takes images, (channels, height, width), and one input of this data has the shape {shape}. Choose another architecture (model.name), such as mlp.</source>
        <translation>{architecture} 구조는 이미지(채널, 높이, 너비)를 받는데 이 데이터의 입력은 모양이 {shape}입니다. mlp 같은 다른 구조(model.name)를 고르세요.</translation>
    </message>
    <message>
        <source>{column} is both in data.target and in data.{other}. Take it out of one of them.</source>
        <translation>{column}이(가) data.target과 data.{other}에 모두 있습니다. 한쪽에서 빼세요.</translation>
    </message>
    <message>
        <source>{field} cannot change while a run is under way.</source>
        <translation>실행 중에는 바꿀 수 없습니다: {field}.</translation>
    </message>
    <message>
        <source>{field} is missing. It can be: {allowed}.</source>
        <translation>{field}: 값이 없습니다. 가능한 값: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is not a setting of a recipe. Its sections are: {allowed}.</source>
        <translation>{field}: 레시피의 설정이 아닙니다. 섹션: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is not a setting of {optimizer}.</source>
        <translation>{field}: {optimizer}의 설정이 아닙니다.</translation>
    </message>
    <message>
        <source>{field} is not a setting that a recipe has. Known here: {allowed}.</source>
        <translation>{field}: 레시피에 없는 설정입니다. 여기서 아는 것: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is set and loss.balanced is true. Clear the weights, or switch balancing off.</source>
        <translation>{field}: 값이 있는데 loss.balanced도 true입니다. 가중치를 비우거나 균형을 끄세요.</translation>
    </message>
    <message>
        <source>{field} is true, and optimizer.momentum is 0. Nesterov&apos;s method needs momentum: set it, say to 0.9, or switch Nesterov off.</source>
        <translation>{field}: true인데 optimizer.momentum이 0입니다. Nesterov에는 모멘텀이 필요합니다. 0.9처럼 정하거나 Nesterov를 끄세요.</translation>
    </message>
    <message>
        <source>{field} is {value}, which is measured in validation only, and nothing is kept aside for it. Raise data.validation_share, or choose one of: {allowed}.</source>
        <translation>{field}이(가) {value}인데, 검증에서만 측정되고 검증용으로 떼어 둔 예시가 없습니다. data.validation_share를 늘리거나 다음 중에서 고르세요: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is {value}, which is not known. It can be: {allowed}.</source>
        <translation>{field}: 알 수 없는 값 {value}. 가능한 값: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is {value}, which is not measured here. It can be: {allowed}.</source>
        <translation>{field}이(가) {value}인데, 여기서는 측정하지 않습니다. 가능한 값: {allowed}.</translation>
    </message>
    <message>
        <source>{field} is {value}, which takes probabilities from 0 to 1, and the model answers with other numbers. End the model in a sigmoid, or choose BCEWithLogitsLoss.</source>
        <translation>{field}이(가) {value}인데, 0에서 1까지의 확률을 받아야 하지만 모델은 다른 숫자를 출력합니다. 모델을 시그모이드로 끝내거나 BCEWithLogitsLoss를 고르세요.</translation>
    </message>
    <message>
        <source>{field} is {value}. {allowed}.</source>
        <translation>{field}: 값 {value}. {allowed}.</translation>
    </message>
    <message>
        <source>{file} could not be downloaded ({problems}). Connect to the network and try again, or put this file into {folder} yourself.</source>
        <translation>내려받지 못했습니다: {file} ({problems}). 네트워크에 연결하고 다시 시도하거나 이 파일을 직접 폴더에 넣으세요: {folder}</translation>
    </message>
    <message>
        <source>{file} is left out: {reason}.</source>
        <translation>{file}을(를) 뺐습니다: {reason}.</translation>
    </message>
    <message>
        <source>{file} is too large for a demo.</source>
        <translation>{file}은(는) 데모로 쓰기에 너무 큽니다.</translation>
    </message>
    <message>
        <source>{file} is unpacked.</source>
        <translation>압축을 풀었습니다: {file}.</translation>
    </message>
    <message>
        <source>{file}, line {line}, step {step}: {problem}</source>
        <translation>{file}, {line}행, {step}단계: {problem}</translation>
    </message>
    <message>
        <source>{key} in {path} is {found} and does not go into the model&apos;s {wanted}. Save it in that type.</source>
        <translation>{path}: {key}의 형식은 {found}인데 모델은 {wanted}입니다. 모델의 형식으로 저장하세요.</translation>
    </message>
    <message>
        <source>{metric} is {value} after epoch {epoch}; the target was {sign} {wanted}.</source>
        <translation>{epoch}에포크 후 {metric} {value}, 목표는 {sign} {wanted}입니다.</translation>
    </message>
    <message>
        <source>{name} appears twice</source>
        <translation>{name}이(가) 두 번 나옵니다</translation>
    </message>
    <message>
        <source>{name} has no __getitem__, so it cannot be read in the order of each epoch. Set data.read to &quot;once&quot;, or give it one.</source>
        <translation>{name}에 __getitem__이 없어 에포크마다 정해진 순서로 읽을 수 없습니다. data.read를 &quot;once&quot;로 바꾸거나 __getitem__을 추가하세요.</translation>
    </message>
    <message>
        <source>{name} is missing</source>
        <translation>{name}이(가) 빠졌습니다</translation>
    </message>
    <message>
        <source>{name} is not a list.</source>
        <translation>{name}은(는) 목록이 아닙니다.</translation>
    </message>
    <message>
        <source>{one} and {other} in {path} would both be called {name}. Change the renames, or leave one out.</source>
        <translation>{path}: {one}, {other} 둘 다 이름이 {name}(으)로 같아집니다. 바꾸기를 고치거나 하나를 빼세요.</translation>
    </message>
    <message>
        <source>{package} {version} is installed, and {versions} is needed.</source>
        <translation>{package} {version}이(가) 설치되어 있지만, {versions}이(가) 필요합니다.</translation>
    </message>
    <message>
        <source>{path} cannot be brought back: {reason}. It is still in the trash.</source>
        <translation>{path}: 되돌릴 수 없습니다: {reason}. 아직 휴지통에 있습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be made: {reason}.</source>
        <translation>{path}을(를) 만들 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be moved to the trash: there is none for this place, or it does not take it. Nothing was deleted; delete the folder yourself if you are sure.</source>
        <translation>{path}: 휴지통으로 옮길 수 없습니다. 이 위치에는 휴지통이 없거나 받지 않습니다. 아무것도 지우지 않았습니다. 확실하면 폴더를 직접 지우세요.</translation>
    </message>
    <message>
        <source>{path} cannot be read as SVHN&apos;s MATLAB file ({reason}). {remedy}</source>
        <translation>{path}: SVHN의 MATLAB 파일로 읽을 수 없습니다({reason}). {remedy}</translation>
    </message>
    <message>
        <source>{path} cannot be read as a gzipped idx file ({reason}). {remedy}</source>
        <translation>{path}: gzip으로 압축한 idx 파일로 읽을 수 없습니다({reason}). {remedy}</translation>
    </message>
    <message>
        <source>{path} cannot be read as a picture: {reason}.</source>
        <translation>{path}: 이미지로 읽을 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path}: 읽을 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}. Copy it to another place.</source>
        <translation>{path}: 읽을 수 없습니다({reason}). 다른 위치로 복사하세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {folder} is not a folder. Make it first, or choose another one.</source>
        <translation>{path}: 쓸 수 없습니다. 폴더가 아닙니다: {folder}. 먼저 만들거나 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Make room, or change its permissions.</source>
        <translation>{path}에 쓸 수 없습니다: {reason}. 공간을 확보하거나 권한을 바꾸세요.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}; what was there is whole. Choose another place.</source>
        <translation>{path}: 쓸 수 없습니다({reason}). 있던 것은 온전합니다. 다른 위치를 고르세요.</translation>
    </message>
    <message>
        <source>{path} could not be read ({reason}). Choose a file that you may read.</source>
        <translation>{path}: 읽을 수 없습니다({reason}). 읽을 권한이 있는 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{path} could not be unpacked into {folder} ({reason}). Free some space there and try again.</source>
        <translation>{path}: 압축을 풀지 못했습니다({reason}). 공간을 비우고 다시 시도하세요: {folder}</translation>
    </message>
    <message>
        <source>{path} does not exist. Check the name.</source>
        <translation>{path}: 없는 파일입니다. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>{path} does not fit the model of its own run&apos;s recipe, so the run cannot be opened. Look at the file in the weights inspector.</source>
        <translation>{path}: 이 실행의 레시피로 만든 모델에 맞지 않아 실행을 열 수 없습니다. 가중치 페이지에서 파일을 살펴보세요.</translation>
    </message>
    <message>
        <source>{path} does not say how to save the weights. Let its name end in {suffixes}.</source>
        <translation>{path}: 가중치를 저장할 형식을 알 수 없습니다. 이름의 끝을 이 중 하나로 하세요: {suffixes}.</translation>
    </message>
    <message>
        <source>{path} has no column that could be the target: every column is text, a date, constant or an identifier. Name it yourself (data.target).</source>
        <translation>{path}: 타깃이 될 만한 열이 없습니다. 모든 열이 텍스트, 날짜, 같은 값, 식별자 중 하나입니다. 직접 지정하세요(data.target).</translation>
    </message>
    <message>
        <source>{path} has no column to learn from: besides the target there is none, or all are left out. Choose features (data.features), or another table.</source>
        <translation>{path}: 학습할 열이 없습니다. 타깃 말고는 열이 없거나 모두 빠졌습니다. 특징(data.features)을 고르거나 다른 표를 고르세요.</translation>
    </message>
    <message>
        <source>{path} has no column {column}. Did you mean {near}? Its columns are: {known}.</source>
        <translation>{path}에 {column} 열이 없습니다. {near}을(를) 뜻했나요? 있는 열: {known}.</translation>
    </message>
    <message>
        <source>{path} has no column {column}. Its columns are: {known}.</source>
        <translation>{path}에 {column} 열이 없습니다. 있는 열: {known}.</translation>
    </message>
    <message>
        <source>{path} has no rows below the names of its columns. Choose a table with examples.</source>
        <translation>{path}: 열 이름 아래에 행이 없습니다. 예시가 있는 표를 고르세요.</translation>
    </message>
    <message>
        <source>{path} has no sheet {sheet}. Did you mean {near}? It has: {known}.</source>
        <translation>{path}에 {sheet} 시트가 없습니다. {near}을(를) 뜻했나요? 있는 시트: {known}.</translation>
    </message>
    <message>
        <source>{path} has no sheet {sheet}. It has: {known}.</source>
        <translation>{path}에 {sheet} 시트가 없습니다. 있는 시트: {known}.</translation>
    </message>
    <message>
        <source>{path} holds more than {count} tensors and values, too much to show. Save only the state_dict in it.</source>
        <translation>{path}: 텐서와 값이 {count}개를 넘어 보여 주기에 너무 많습니다. 그 안의 state_dict만 저장하세요.</translation>
    </message>
    <message>
        <source>{path} holds no state_dict that a model could load.</source>
        <translation>{path}: 모델이 불러올 수 있는 state_dict가 없습니다.</translation>
    </message>
    <message>
        <source>{path} holds no weights called {key}. Open it again and choose among those that it holds.</source>
        <translation>{path}: 이런 가중치가 없습니다: {key}. 다시 열어 있는 것 중에서 고르세요.</translation>
    </message>
    <message>
        <source>{path} holds shapes without values, in {keys}. It was saved from the device “meta”: save the weights of a model that has some.</source>
        <translation>{path}: 값이 없고 모양만 있습니다({keys}). “meta” 장치에서 저장한 파일입니다. 값이 있는 모델의 가중치를 저장하세요.</translation>
    </message>
    <message>
        <source>{path} holds something else besides a run, the folder {name}, so it is not deleted from here.</source>
        <translation>{path}: 실행 말고 다른 폴더({name})도 있어 여기서 삭제하지 않습니다.</translation>
    </message>
    <message>
        <source>{path} is a TorchScript program, not a state_dict, and was not read. Save model.state_dict().</source>
        <translation>{path}: state_dict가 아니라 TorchScript 프로그램이라서 읽지 않았습니다. model.state_dict()를 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is a compressed or encrypted archive, which torch.save never writes, and was not read.</source>
        <translation>{path}: torch.save가 쓰지 않는 압축 또는 암호화 파일이라서 읽지 않았습니다.</translation>
    </message>
    <message>
        <source>{path} is a file neither of torch.save nor safetensors, or its start is damaged. Give another one.</source>
        <translation>{path}: torch.save나 safetensors의 파일이 아니거나 앞부분이 손상되었습니다. 다른 파일을 주세요.</translation>
    </message>
    <message>
        <source>{path} is a folder. Give a weights file in it.</source>
        <translation>{path}: 폴더입니다. 그 안의 가중치 파일을 주세요.</translation>
    </message>
    <message>
        <source>{path} is a folder. Give the name of a file in it.</source>
        <translation>{path}: 폴더입니다. 그 안의 파일 이름을 주세요.</translation>
    </message>
    <message>
        <source>{path} is a pickle that torch.save did not write. Save model.state_dict() with torch.save.</source>
        <translation>{path}: torch.save가 쓴 pickle이 아닙니다. torch.save로 model.state_dict()를 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is a text file, not weights. Give a file that was saved with torch.save or safetensors.</source>
        <translation>{path}: 가중치가 아니라 텍스트 파일입니다. torch.save나 safetensors로 저장한 파일을 주세요.</translation>
    </message>
    <message>
        <source>{path} is a zip archive that holds no weights of torch.save. Give another file.</source>
        <translation>{path}: torch.save의 가중치가 없는 zip 파일입니다. 다른 파일을 주세요.</translation>
    </message>
    <message>
        <source>{path} is compressed. Unpack it and choose the table that is in it.</source>
        <translation>{path}: 압축 파일입니다. 압축을 풀고 그 안의 표를 고르세요.</translation>
    </message>
    <message>
        <source>{path} is cut short or altered: its MD5 sum is {found}, and that of the official file is {expected}. {remedy}</source>
        <translation>{path}: 잘렸거나 바뀌었습니다. MD5 값은 {found}인데 공식 파일은 {expected}입니다. {remedy}</translation>
    </message>
    <message>
        <source>{path} is cut short or damaged ({reason}). Copy or download it again.</source>
        <translation>{path}: 잘렸거나 손상되었습니다({reason}). 다시 복사하거나 내려받으세요.</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}.</source>
        <translation>{path}: 손상되었습니다({reason}).</translation>
    </message>
    <message>
        <source>{path} is empty. Choose a file that holds a table.</source>
        <translation>{path}: 비어 있습니다. 표가 들어 있는 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{path} is empty. {remedy}</source>
        <translation>{path}: 비어 있습니다. {remedy}</translation>
    </message>
    <message>
        <source>{path} is missing. {remedy}</source>
        <translation>{path}: 파일이 없습니다. {remedy}</translation>
    </message>
    <message>
        <source>{path} is not a table in text: {share:.0%} of its bytes are zero. Choose a CSV, Excel, Parquet or Arrow file.</source>
        <translation>{path}: 텍스트로 된 표가 아닙니다. 바이트의 {share:.0%}가 0입니다. CSV, Excel, Parquet, Arrow 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{path} is not an ordinary file. Choose another name.</source>
        <translation>{path}: 일반 파일이 아닙니다. 다른 이름을 고르세요.</translation>
    </message>
    <message>
        <source>{path} is not an ordinary file. Give a weights file.</source>
        <translation>{path}: 일반 파일이 아닙니다. 가중치 파일을 주세요.</translation>
    </message>
    <message>
        <source>{path} is not certainly the folder of a run, so it is not deleted from here.</source>
        <translation>{path}: 확실한 실행 폴더가 아니라서 여기서 삭제하지 않습니다.</translation>
    </message>
    <message>
        <source>{path} is not in {encoding} ({reason}). Set the encoding (data.encoding) to auto or to that of the file.</source>
        <translation>{path}: 인코딩이 {encoding}이(가) 아닙니다({reason}). 인코딩(data.encoding)을 auto나 파일의 인코딩으로 정하세요.</translation>
    </message>
    <message>
        <source>{path} is not the folder of a run: it holds no recipe.toml.</source>
        <translation>{path}: 실행 폴더가 아닙니다. recipe.toml이 없습니다.</translation>
    </message>
    <message>
        <source>{path} is not there any more, so nothing was noted.</source>
        <translation>{path}: 더는 없는 폴더라서 아무것도 적지 않았습니다.</translation>
    </message>
    <message>
        <source>{path} is not there any more.</source>
        <translation>{path}: 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>{path} is pickled with protocol {protocol}, which PyTorch&apos;s safe reading does not take. Save it again with torch.save and its own protocol, 2.</source>
        <translation>{path}: PyTorch의 안전한 읽기가 받지 않는 pickle 프로토콜 {protocol}입니다. torch.save의 기본 프로토콜 2로 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{path} is protected by a password. Save it without one and choose it again.</source>
        <translation>{path}: 암호로 보호되어 있습니다. 암호 없이 저장하고 다시 고르세요.</translation>
    </message>
    <message>
        <source>{path} may not be read. Change its permissions, or copy it.</source>
        <translation>{path}: 읽을 권한이 없습니다. 권한을 바꾸거나 복사하세요.</translation>
    </message>
    <message>
        <source>{path} may not be written ({reason}). Choose another folder, or change its permissions.</source>
        <translation>{path}: 쓸 수 없습니다({reason}). 다른 폴더를 고르거나 권한을 바꾸세요.</translation>
    </message>
    <message>
        <source>{path} should end in {allowed}: the ending says what kind of table it is.</source>
        <translation>{path}: 이름의 끝은 이 중 하나여야 합니다: {allowed}. 표의 형식을 이름의 끝으로 정합니다.</translation>
    </message>
    <message>
        <source>{path} unpacks to {gigabytes:.1f} GB, which is too much for a workbook. Save the table as CSV.</source>
        <translation>{path}: 압축을 풀면 {gigabytes:.1f} GB로 통합 문서로는 너무 큽니다. 표를 CSV로 저장하세요.</translation>
    </message>
    <message>
        <source>{path} was read as a file of {format}, which is what it is.</source>
        <translation>{path}: 실제 형식인 {format} 파일로 읽었습니다.</translation>
    </message>
    <message>
        <source>{path} was written by a later version of Training Studio (format {found}; this one knows {known}). Update it to resume the run.</source>
        <translation>{path}: 더 새로운 Training Studio가 쓴 파일입니다(형식 {found}, 이 프로그램은 {known}까지). 업데이트한 뒤 실행을 계속하세요.</translation>
    </message>
    <message>
        <source>{path} was written by a later version of Training Studio. Update the program to use it.</source>
        <translation>{path}: 더 새로운 Training Studio가 쓴 파일입니다. 프로그램을 업데이트하세요.</translation>
    </message>
    <message>
        <source>{path}: there are no tensors in it. Save the state_dict of a model with weights.</source>
        <translation>{path}: 텐서가 없습니다. 가중치가 있는 모델의 state_dict를 저장하세요.</translation>
    </message>
    <message>
        <source>{path}: {kind} is not a state_dict (names and tensors). Save model.state_dict().</source>
        <translation>{path}: state_dict(이름과 텐서)가 아니라 {kind}입니다. model.state_dict()를 저장하세요.</translation>
    </message>
    <message>
        <source>{problem}; did you mean {meant}?</source>
        <translation>{problem}. {meant}을(를) 찾으셨나요?</translation>
    </message>
    <message>
        <source>{title} has {n:,} different targets, which are too many for classes. Return them as float to predict numbers.</source>
        <translation>{title}의 타깃이 {n:,}가지로, 클래스로 쓰기에는 너무 많습니다. 숫자를 예측하려면 float로 반환하세요.</translation>
    </message>
    <message>
        <source>{what} was not opened: {reason}</source>
        <translation>{what}을(를) 열지 않았습니다: {reason}</translation>
    </message>
    <message>
        <source>{what}: {path} can be written, {free} GiB free.</source>
        <translation>{what}: {path}에 쓸 수 있고, {free} GiB가 비어 있습니다.</translation>
    </message>
    <message>
        <source>{what}: {path} cannot be written: {reason}.</source>
        <translation>{what}: {path}에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message numerus="yes">
        <source>About {size} for {n:,} epochs</source>
        <translation>
            <numerusform>{n:,} 에포크에 약 {size}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Column {column}: {n:,} values are taken as missing, because they are no {type}, such as {examples}.</source>
        <translation>
            <numerusform>{column} 열: {examples} 등 값 {n:,}개는 {type} 형식이 아니라서 빠진 값으로 봅니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Finished {n:,} epochs. Test {metric} {value} with the weights of epoch {best}.</source>
        <translation>
            <numerusform>{n:,} 에포크를 마쳤습니다. 에포크 {best}의 가중치로 테스트 {metric} {value}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No batch has ended for {n:,} minutes.</source>
        <translation>
            <numerusform>{n:,}분 동안 끝난 배치가 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other programs keep {busy} of the {cores} CPU cores busy, so this run uses {n:,} threads.</source>
        <translation>
            <numerusform>다른 프로그램이 CPU 코어 {cores}개 중 {busy}개를 쓰고 있어 이 실행은 스레드 {n:,}개를 사용합니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recording: {n:,} steps</source>
        <translation>
            <numerusform>기록 중: {n:,}단계</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Test {metric}: {value} on {n:,} examples; loss {loss}</source>
        <translation>
            <numerusform>테스트 {metric} {value} (예시 {n:,}개), 손실 {loss}</numerusform>
        </translation>
    </message>
</context>
</TS>
